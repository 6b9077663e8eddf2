package io.github.immutable.tool;

import java.io.IOException;
import java.time.Duration;

/**
 * A tool and all of its children. Packer ignores an interrupt that reaches it alone, so signals go
 * to the group.
 */
record ProcessGroup(long id, Time time) {
  /** Terraform finishes the resource in hand and writes its state; that takes as long as a boot. */
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(60);

  private static final Duration AFTER_TERMINATE = Duration.ofSeconds(10);

  /** Interrupts the group, then terminates it, then kills it, and returns when none is left. */
  void stop() {
    boolean interrupted = false;
    for (String signal : new String[] {"INT", "TERM", "KILL"}) {
      signal(signal);
      Duration grace = signal.equals("INT") ? AFTER_INTERRUPT : AFTER_TERMINATE;
      Time.Deadline deadline = time.deadline(grace);
      while (alive() && !deadline.passed()) {
        try {
          Thread.sleep(20);
        } catch (InterruptedException e) {
          // a second interrupt asks for the next, harder signal
          interrupted = true;
          break;
        }
      }
      if (!alive()) {
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean alive() {
    return signal("0") == 0;
  }

  private int signal(String signal) {
    boolean interrupted = Thread.interrupted();
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + signal, "--", "-" + id)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      while (true) {
        try {
          return kill.waitFor();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (IOException e) {
      return 1;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
