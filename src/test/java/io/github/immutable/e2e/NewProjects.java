package io.github.immutable.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies of one project as {@code immutable init} makes it, committed and tagged v1.
 *
 * @param launcher a copy of {@code bin/immutable} that finds no tools that {@code bin/setup}
 *     fetched
 * @param programs of a {@link Toolbox}
 * @param port the first of a block
 */
record NewProjects(Path scratch, Path launcher, Path programs, String application, int port) {

  static NewProjects in(Path scratch) throws IOException {
    Path install = Files.createDirectories(scratch.resolve("install/bin"));
    for (String script : List.of("immutable", "environment")) {
      Files.copy(
          Shell.BASE.resolve("bin").resolve(script),
          install.resolve(script),
          StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.createSymbolicLink(
        scratch.resolve("install/target"), Shell.BASE.resolve("target").toAbsolutePath());
    NewProjects projects =
        new NewProjects(
            scratch,
            install.resolve("immutable"),
            Toolbox.programs(scratch.resolve("programs")),
            "bad-" + Long.toString(System.nanoTime() & 0xffffff, 36),
            Ports.block());
    projects.makeTemplate();
    return projects;
  }

  private void makeTemplate() {
    Checkout checkout = new Checkout(template());
    Shell.run(scratch, launcher.toString(), "init", template().toString());
    checkout.initialize();
    checkout
        .edit("pipelines/local.yml", "^application: \\S+", "application: " + application)
        .edit("pipelines/local.yml", "127.0.0.1:8080", "127.0.0.1:" + frontDoor())
        .edit("pipelines/local.yml", "first_port: 21000", "first_port: " + port)
        .version("v1", "The first version");
  }

  int frontDoor() {
    return Ports.frontDoor(port);
  }

  private Path template() {
    return scratch.resolve("template");
  }

  NewProject another() throws IOException {
    Path own = Files.createTempDirectory(scratch, "p");
    Path folder = own.resolve("shop");
    try (Stream<Path> files = Files.walk(template())) {
      for (Path file : files.toList()) {
        Files.copy(
            file,
            folder.resolve(template().relativize(file).toString()),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return new NewProject(own, folder, this);
  }
}
