package io.github.immutable.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives inputs to a parser one by one, each with a deadline, and tells what came of it. The
 * deadline is one of work, so that a machine with much else to do does not fail a parser; waiting
 * has a longer one.
 */
final class Watched {
  /** No input may take a parser as much work as this. */
  private static final long MOST_WORK = TimeUnit.SECONDS.toNanos(10);

  private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(120);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private SynchronousQueue<FutureTask<?>> tasks = new SynchronousQueue<>();
  private @Nullable Thread worker;
  private final Map<String, Given> given = new HashMap<>();

  /**
   * What one parser was given.
   *
   * @param longest the most work on one input, as time of the processor
   */
  record Given(int inputs, Duration longest) {}

  Map<String, Given> given() {
    return given;
  }

  /** Fails with the input in the message, so that it can be tried again. */
  void give(String name, Consumer<byte[]> parser, byte[] input) {
    Given earlier = given.getOrDefault(name, new Given(0, Duration.ZERO));
    given.put(name, new Given(earlier.inputs() + 1, earlier.longest()));
    Thread its = worker();
    long start = System.nanoTime();
    long before = THREADS.getThreadCpuTime(its.threadId());
    FutureTask<?> parsing = new FutureTask<>(() -> parser.accept(input), null);
    try {
      tasks.put(parsing);
      while (!isDone(parsing)) {
        long work = THREADS.getThreadCpuTime(its.threadId()) - before;
        if (work > MOST_WORK || System.nanoTime() - start > LONGEST_WAIT) {
          worker = null;
          throw new AssertionError(
              "still at work, at\n"
                  + Arrays.toString(its.getStackTrace())
                  + "\non "
                  + Mutated.shown(input));
        }
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause() + "\non " + Mutated.shown(input), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    Duration work = Duration.ofNanos(THREADS.getThreadCpuTime(its.threadId()) - before);
    if (work.compareTo(earlier.longest()) > 0) {
      given.put(name, new Given(earlier.inputs() + 1, work));
    }
  }

  private static boolean isDone(FutureTask<?> parsing)
      throws ExecutionException, InterruptedException {
    try {
      parsing.get(1, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private Thread worker() {
    if (worker == null) {
      SynchronousQueue<FutureTask<?>> own = new SynchronousQueue<>();
      tasks = own;
      worker =
          Thread.ofPlatform()
              .daemon()
              .name("fuzz")
              .start(
                  () -> {
                    try {
                      while (true) {
                        own.take().run();
                      }
                    } catch (InterruptedException e) {
                      // no more inputs
                    }
                  });
    }
    return worker;
  }
}
