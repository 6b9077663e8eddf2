package io.github.immutable.tool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A second JVM on this one's class path, that a test can kill as the kernel would. */
public final class OtherJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  /** Starts a main class. */
  public OtherJvm(Class<?> main, String... arguments) throws IOException {
    this(Map.of(), main, arguments);
  }

  /** The same with more in its environment. */
  public static OtherJvm with(Map<String, String> environment, Class<?> main) throws IOException {
    return new OtherJvm(environment, main);
  }

  private OtherJvm(Map<String, String> environment, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath(), main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    process = builder.start();
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Its next line of output. */
  public String line() throws IOException {
    String line = output.readLine();
    return line == null ? "" : line;
  }

  /** Types a line into its input. */
  public void type(String line) throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).append(line).append('\n').flush();
  }

  /** Sends it a signal: {@code STOP}, {@code CONT}. */
  public void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  /** As {@code kill -9} does, with the process gone when this returns. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() throws IOException {
    kill();
    output.close();
  }

  /** Surefire may put the class path into a manifest, and this property tells what it was. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
