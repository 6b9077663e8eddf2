package io.github.immutable.release;

import io.github.immutable.tool.Act;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every step of a release over a gateway (tool, balancer, clock, screen) passes here, and any of
 * them can be the one at which the process is killed or asked to stop.
 */
final class Cut {

  /** What happens to the process. */
  enum How {
    KILL,
    INTERRUPT
  }

  /** The process is gone: nothing that the product catches, and nothing gets through after it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed(String step) {
      super("killed at " + step);
    }
  }

  private final Thread process = Thread.currentThread();
  private final List<String> steps = new ArrayList<>();
  private final Map<String, How> named = new HashMap<>();
  private final Map<Integer, How> numbered = new HashMap<>();
  private boolean dead;

  /** Cuts at the next step whose name begins so. */
  void at(String step, How how) {
    named.put(step, how);
  }

  /** Cuts at the step with this number, counted from now and from 1. */
  void at(int step, How how) {
    numbered.put(steps.size() + step, how);
  }

  /** Another process takes over, and nothing is cut any more. */
  void restart() {
    dead = false;
    named.clear();
    numbered.clear();
  }

  /** How many steps there have been. */
  int count() {
    return steps.size();
  }

  String step(int number) {
    return steps.get(number - 1);
  }

  /** Whether the process has been killed. */
  boolean dead() {
    return dead;
  }

  /** Goes over a gateway. Threads of health checks are not counted: their order is by chance. */
  void pass(String step) {
    if (!Thread.currentThread().equals(process)) {
      return;
    }
    if (dead) {
      throw new Killed(step);
    }
    steps.add(step);
    @Nullable How how = numbered.remove(steps.size());
    for (String name : List.copyOf(named.keySet())) {
      if (step.startsWith(name)) {
        how = named.remove(name);
      }
    }
    if (how == How.KILL) {
      dead = true;
      throw new Killed(step);
    }
    if (how == How.INTERRUPT) {
      Act.stop(process);
    }
  }
}
