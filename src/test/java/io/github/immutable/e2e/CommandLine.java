package io.github.immutable.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The real command line in a folder, with the real tools behind wrappers that count their runs.
 *
 * @param folder it runs in
 * @param scratch for wrappers, counts and output; not below the folder
 */
record CommandLine(Path folder, Path scratch) {
  static final String LAUNCHER = Shell.BASE.resolve("bin/immutable").toString();

  private static final List<String> COUNTED = List.of("packer", "terraform");

  CommandLine {
    try {
      Path tools = Files.createDirectories(scratch.resolve("tools"));
      for (String tool : COUNTED) {
        Path wrapper = tools.resolve(tool);
        Files.writeString(
            wrapper,
            """
            #!/bin/sh
            echo "$*" >>'%s'
            exec '%s' "$@"
            """
                .formatted(scratch.resolve(tool + ".calls"), Shell.installed(tool)));
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How often a tool has been started here to do something; that it is there, is asked always. */
  int runs(String tool) {
    List<String> only = List.of("version", "validate");
    return (int) calls(tool).stream().filter(call -> !only.contains(call.split(" ", 2)[0])).count();
  }

  /** The arguments of every start of a tool. */
  List<String> calls(String tool) {
    Path calls = scratch.resolve(tool + ".calls");
    try {
      return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer run(String... arguments) {
    return start(arguments).await();
  }

  Invocation start(String... arguments) {
    List<String> command = new ArrayList<>(List.of(LAUNCHER));
    command.addAll(List.of(arguments));
    return begin(command, List.of(arguments));
  }

  /** The same by a command of its own, which starts the {@link #LAUNCHER} with the arguments. */
  Invocation begin(List<String> command, List<String> arguments) {
    if (arguments.getFirst().equals("release") || arguments.getFirst().equals("rollback")) {
      Totals.released();
    }
    try {
      Path out = Files.createTempFile(scratch, "immutable", ".out");
      Path err = Files.createTempFile(scratch, "immutable", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      Map<String, String> environment = builder.environment();
      environment.put("PATH", scratch.resolve("tools") + ":" + environment.get("PATH"));
      // Sample projects have files that are not committed, which CI would refuse.
      environment.remove("CI");
      environment.remove("IMMUTABLE_TERRAFORM");
      return new Invocation(arguments, builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
