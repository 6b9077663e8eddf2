package io.github.immutable.kill;

import io.github.immutable.ledger.LedgerWatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Every durable write and every effect passes here: just before it, where it can be done by half in
 * the middle of it, and just after it. At one of these points the process can end.
 */
final class Gate implements LedgerWatch {
  private final Thread process = Thread.currentThread();
  private final List<String> passed = new ArrayList<>();
  private final int last;
  private final Runnable end;
  private volatile boolean waited;

  /**
   * @param last the number of the point at which the process ends, counted from 1; 0 for none
   * @param end does not return
   */
  Gate(int last, Runnable end) {
    this.last = last;
    this.end = end;
  }

  /** Where nothing ends. */
  static Gate open() {
    return new Gate(0, () -> {});
  }

  List<String> passed() {
    return List.copyOf(passed);
  }

  String here() {
    return passed.getLast();
  }

  /** A tool waits for another one. */
  void waits() {
    waited = true;
  }

  boolean waited() {
    return waited;
  }

  /** An effect by halves: where the process ends here, that much of it is done before. */
  void middle(String point, Runnable half) {
    if (counts()) {
      passed.add(point);
      if (passed.size() == last) {
        half.run();
        end.run();
      }
    }
  }

  void pass(String point) {
    middle(point, () -> {});
  }

  @Override
  public void writes(String record) {
    pass("before ledger " + record);
  }

  @Override
  public void wrote(String record) {
    pass("after ledger " + record);
  }

  /** Not the threads of health checks and the like: their order is by chance. */
  private boolean counts() {
    return Thread.currentThread().equals(process);
  }
}
