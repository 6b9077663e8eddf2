package io.github.immutable.e2e;

import io.github.immutable.cli.RootCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A project that has released nothing yet, in which something is about to be wrong. */
final class NewProject implements Project {
  private final Path scratch;
  private final NewProjects origin;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> within = new ArrayList<>();
  private final List<AutoCloseable> begun = new ArrayList<>();
  private Checkout checkout;

  NewProject(Path scratch, Path folder, NewProjects origin) {
    this.scratch = scratch;
    this.origin = origin;
    this.checkout = new Checkout(folder);
  }

  @Override
  public Path folder() {
    return checkout.folder();
  }

  @Override
  public String application() {
    return origin.application();
  }

  @Override
  public int port() {
    return origin.port();
  }

  /** Whoever answers at its front door is a stranger. */
  @Override
  public String answeringSlot() {
    return "";
  }

  /** For what is made beside the project. */
  Path scratch() {
    return scratch;
  }

  Checkout checkout() {
    return checkout;
  }

  /** From here on the project is this folder. */
  void movesTo(Path folder) {
    checkout = new Checkout(folder);
  }

  NewProject write(String file, String text) throws IOException {
    Files.createDirectories(folder().resolve(file).getParent());
    Files.writeString(folder().resolve(file), text);
    return this;
  }

  /** The command line then runs as a process of its own, as it does with the two below. */
  NewProject environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** The command line then finds these tools alone. */
  Toolbox tools() throws IOException {
    Toolbox tools = new Toolbox(origin.programs(), scratch.resolve("tools")).complete();
    environment.put("PATH", tools.path());
    return tools;
  }

  /** The command that starts the command line, which is appended to it. */
  NewProject within(List<String> command) {
    within.addAll(command);
    return this;
  }

  /** Something that ends with the project. */
  <T extends AutoCloseable> T begins(T its) {
    begun.add(its);
    return its;
  }

  @Override
  public Answer types(List<String> words) throws Exception {
    return environment.isEmpty() && within.isEmpty() ? inThisProcess(words) : asProcess(words);
  }

  private Answer inThisProcess(List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> all = new ArrayList<>(words);
    all.addAll(1, List.of("--project", folder().toString()));
    int exitCode =
        RootCommand.commandLine(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8))
            .execute(all.toArray(String[]::new));
    return new Answer(
        words,
        exitCode,
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8));
  }

  private Answer asProcess(List<String> words) throws IOException, InterruptedException {
    Path out = scratch.resolve("out");
    Path err = scratch.resolve("err");
    List<String> command = new ArrayList<>(within);
    command.add(origin.launcher().toString());
    command.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder().toFile())
            .redirectInput(new java.io.File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("IMMUTABLE_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().keySet().removeAll(Arrays.asList("CI", "IMMUTABLE_TERRAFORM"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return new Answer(words, process.waitFor(), Files.readString(out), Files.readString(err));
  }

  /** With all that was begun in it, and stands because of it. */
  void ends() throws Exception {
    for (AutoCloseable its : begun.reversed()) {
      its.close();
    }
    new Haproxy(folder().resolve(".immutable/haproxy/local")).end();
    new Containers(application()).removeAll();
    Shell.delete(scratch);
  }
}
