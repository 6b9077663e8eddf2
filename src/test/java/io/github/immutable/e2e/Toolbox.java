package io.github.immutable.e2e;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A PATH of which every tool of a release can be taken away or replaced, on any machine: folders of
 * links, one to all programs there are but those tools, and one to the tools.
 *
 * @param programs without the tools
 * @param tools what is left of them
 */
record Toolbox(Path programs, Path tools) {
  private static final Set<String> OF_A_RELEASE =
      Set.of("packer", "terraform", "tofu", "ansible-playbook", "docker", "podman");

  /** Links every program of this machine's PATH but the tools of a release. */
  static Path programs(Path folder) throws IOException {
    Files.createDirectory(folder);
    for (String entry : Shell.PATH.split(":", -1)) {
      Path programs = Path.of(entry);
      if (Files.isDirectory(programs)) {
        link(programs, folder);
      }
    }
    return folder;
  }

  private static void link(Path from, Path folder) throws IOException {
    try (Stream<Path> programs = Files.list(from)) {
      for (Path program : programs.filter(Files::isExecutable).toList()) {
        String name = String.valueOf(program.getFileName());
        if (!OF_A_RELEASE.contains(name)) {
          linkUnlessThere(folder.resolve(name), program);
        }
      }
    }
  }

  /** A PATH's first program of a name is the one that is meant. */
  private static void linkUnlessThere(Path link, Path program) throws IOException {
    try {
      Files.createSymbolicLink(link, program);
    } catch (FileAlreadyExistsException e) {
      // One of an earlier folder.
    }
  }

  /** With the real tools, each one that is installed. */
  Toolbox complete() throws IOException {
    Files.createDirectories(tools);
    for (String tool : OF_A_RELEASE) {
      Optional<Path> real = Shell.find(tool);
      if (real.isPresent()) {
        Files.createSymbolicLink(tools.resolve(tool), real.get());
      }
    }
    return this;
  }

  Toolbox without(String... names) throws IOException {
    for (String tool : names) {
      Files.deleteIfExists(tools.resolve(tool));
    }
    return this;
  }

  /** Puts a shell script in a tool's place. */
  Toolbox script(String tool, String text) throws IOException {
    Path file = tools.resolve(tool);
    Files.deleteIfExists(file);
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return this;
  }

  String path() {
    return String.join(":", List.of(tools.toString(), programs.toString()));
  }
}
