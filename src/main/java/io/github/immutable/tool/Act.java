package io.github.immutable.tool;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Something that is not left half done because somebody asks to stop: an apply, a switch. The first
 * request is heard at its end, a second one at once.
 */
public final class Act {
  private static final Map<Thread, Act> RUNNING = new HashMap<>();

  private final String name;
  private int depth = 1;
  private boolean asked;

  private Act(String name) {
    this.name = name;
  }

  /**
   * Begins an act of the current thread; {@link #end} must follow. One within another is part of
   * it.
   *
   * @param name what people are told is finished first: {@code terraform apply}
   * @throws InterruptedException when somebody has asked to stop already; nothing was begun
   */
  public static Act begin(String name) throws InterruptedException {
    synchronized (RUNNING) {
      Act outer = RUNNING.get(Thread.currentThread());
      if (outer != null) {
        outer.depth++;
        return outer;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException("not begun: " + name);
      }
      Act act = new Act(name);
      RUNNING.put(Thread.currentThread(), act);
      return act;
    }
  }

  /** Ends it. Whoever asked to stop meanwhile is heard now, by the thread's interrupt. */
  public void end() {
    synchronized (RUNNING) {
      depth--;
      if (depth == 0) {
        RUNNING.remove(Thread.currentThread());
        if (asked) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /**
   * Asks a thread to stop.
   *
   * @return the act that it finishes first; empty when it stops at once
   */
  public static Optional<String> stop(Thread thread) {
    synchronized (RUNNING) {
      Act act = RUNNING.get(thread);
      if (act == null || act.asked) {
        thread.interrupt();
        return Optional.empty();
      }
      act.asked = true;
      return Optional.of(act.name);
    }
  }
}
