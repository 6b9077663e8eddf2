package io.github.immutable.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** A run of the command line, as a process of its own that signals can reach. */
final class Invocation {
  private final List<String> arguments;
  private final Process process;
  private final Path out;
  private final Path err;

  Invocation(List<String> arguments, Process process, Path out, Path err) {
    this.arguments = arguments;
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Waits until the run says that this stage has begun. */
  Invocation reaches(String stage) {
    Pattern line = Pattern.compile("(?m)^[0-9:]{8} " + stage + " ");
    return when("stage " + stage, () -> line.matcher(text(err)).find());
  }

  /** Waits until something is true while this runs. */
  Invocation when(String what, BooleanSupplier condition) {
    Wait.until(
        what,
        () -> {
          if (condition.getAsBoolean()) {
            return true;
          }
          if (!process.isAlive()) {
            throw new AssertionError("it ended before: " + what + "\n" + answer());
          }
          return false;
        });
    return this;
  }

  /** Lets it run on for a time, so that what comes next hits another moment of the same act. */
  Invocation runsFor(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    Wait.until(time + " later", () -> System.nanoTime() >= end || !process.isAlive());
    return this;
  }

  /** Whether it has not ended yet. */
  boolean runs() {
    return process.isAlive();
  }

  /** Waits until it has said something on standard error. */
  Invocation says(String words) {
    return when("\"" + words + "\"", () -> text(err).contains(words));
  }

  /** What Ctrl-C does, but to this process alone. */
  Invocation interrupt() {
    return signal("INT");
  }

  /** Sends a signal to this process alone. */
  Invocation signal(String name) {
    Shell.signal(name, process.pid());
    return this;
  }

  /** What a power cut or the kernel's memory killer does. */
  Answer kill() {
    process.destroyForcibly(); // SIGKILL, unless it has ended by itself
    return await();
  }

  Answer await() {
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("still running after five minutes: " + answer());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    return answer();
  }

  private Answer answer() {
    return new Answer(
        arguments, process.isAlive() ? -1 : process.exitValue(), text(out), text(err));
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
