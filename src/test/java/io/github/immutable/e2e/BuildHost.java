package io.github.immutable.e2e;

import java.nio.file.Path;

/** The container image that a build server is in a played cloud: a Debian with sshd and Python. */
final class BuildHost {
  private static final Path FILES = Shell.BASE.resolve("src/test/host");
  private static final String NAME = "localhost/immutable-build-host";

  private BuildHost() {}

  /** Its name, once it is there. */
  static String image() {
    String base =
        Shell.run(Shell.BASE, Shell.BASE.resolve("packer/container/base-image").toString()).strip();
    Shell.run(
        Shell.BASE,
        Shell.engine(),
        "build",
        "--quiet",
        "--tag",
        NAME,
        "--build-arg",
        "BASE=" + base,
        "--file",
        FILES.resolve("Containerfile").toString(),
        FILES.toString());
    return NAME;
  }
}
