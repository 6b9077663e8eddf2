package io.github.immutable.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A {@link Victim} that was stopped at a point: SIGSTOP. */
final class Asleep implements AutoCloseable {
  private static final long SECONDS = 60;

  private final Process process;
  private final BufferedReader said;
  private final String point;

  /** Waits until it is there, and stops it. */
  Asleep(Process process) throws Exception {
    this.process = process;
    this.said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = String.valueOf(said.readLine());
    if (!line.startsWith("here ")) {
      close();
      throw new IllegalStateException("a process was to come to a point and said: " + line);
    }
    this.point = line.substring("here ".length());
    signal("STOP");
  }

  String point() {
    return point;
  }

  /** Lets it go on: SIGCONT. */
  void wake() throws Exception {
    signal("CONT");
    process.outputWriter(StandardCharsets.UTF_8).append('\n').flush();
  }

  /** What it says at its end. */
  String end() throws Exception {
    String line = String.valueOf(said.readLine());
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      throw new TimeoutException("a process did not end within " + SECONDS + " s");
    }
    return line;
  }

  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    said.close();
  }
}
