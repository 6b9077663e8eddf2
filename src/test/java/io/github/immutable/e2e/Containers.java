package io.github.immutable.e2e;

import java.util.List;

/** The containers of one application, as the engine itself lists them. */
record Containers(String application) {

  /** Names of the containers that a slot has, running or not. */
  List<String> of(String slot) {
    return Shell.lines(
        Shell.engine(),
        "ps",
        "--all",
        "--filter",
        "label=immutable.project=" + application,
        "--filter",
        "label=immutable.slot=" + slot,
        "--format",
        "{{.Names}}");
  }

  /** Every server of the application with its state, builders left out. */
  List<String> all() {
    // what follows the first word of the status is how long it has had it
    return Shell.lines(
            Shell.engine(),
            "ps",
            "--all",
            "--filter",
            "label=immutable.project=" + application,
            "--format",
            "{{.Names}} {{.ID}} {{.Status}}")
        .stream()
        .map(line -> line.replaceFirst("^(\\S+ \\S+ \\S+).*", "$1"))
        .sorted()
        .toList();
  }

  /** Ids of the build containers that exist. */
  List<String> builders() {
    return Shell.lines(
            Shell.engine(),
            "ps",
            "--all",
            "--filter",
            "label=immutable.run",
            "--format",
            "{{index .Labels \"immutable.run\"}} {{.ID}}")
        .stream()
        .filter(line -> line.startsWith(application))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .toList();
  }

  /** Starts a container such as another project has while it builds. */
  String builderOfAnotherProject(String release, String image) {
    return Shell.run(
            Shell.BASE,
            Shell.engine(),
            "run",
            "--detach",
            "--label",
            "immutable.run=another-" + release,
            image,
            "sleep",
            "600")
        .strip();
  }

  /** The id of a new image with the same contents. */
  String copyOf(String image) {
    String container = Shell.run(Shell.BASE, Shell.engine(), "create", image).strip();
    try {
      String made =
          Shell.run(
                  Shell.BASE,
                  Shell.engine(),
                  "commit",
                  "--change",
                  "LABEL copy=" + application,
                  container,
                  "localhost/" + application)
              .strip();
      return made.lines().toList().getLast();
    } finally {
      remove(container);
    }
  }

  /** Removes the images that carry a label. */
  static void removeImages(String label) {
    Shell.lines(Shell.engine(), "images", "--quiet", "--no-trunc", "--filter", "label=" + label)
        .stream()
        .distinct()
        .forEach(image -> Shell.run(Shell.BASE, Shell.engine(), "rmi", "--force", image));
  }

  static void remove(String container) {
    Shell.run(Shell.BASE, Shell.engine(), "rm", "--force", "--time", "0", container);
  }

  /** Removes whatever is left. */
  void removeAll() {
    builders().forEach(Containers::remove);
    of("blue").forEach(Containers::remove);
    of("green").forEach(Containers::remove);
  }
}
