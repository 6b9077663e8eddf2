package io.github.immutable.image;

import io.github.immutable.tool.ToolRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a finished run of Packer comes to. */
record PackerOutcome(ToolRun run, PackerStream said, Path manifest, Path results) {
  private static final int LINES_SHOWN = 12;
  private static final int LINE_LENGTH = 500;

  /** By Packer's provisioner; a task that failed and was rescued has stopped nothing. */
  private static final String ANSIBLE = "executing Ansible";

  /** Reads the whole log again: a follower may have missed its end. */
  static PackerOutcome of(ToolRun run, Path manifest, Path results) {
    PackerStream said = new PackerStream(line -> {});
    run.output().lines().forEach(said);
    return new PackerOutcome(run, said, manifest, results);
  }

  /** Artifacts printed by a run that failed are those of other builds: a failure all the same. */
  List<Artifact> artifacts() throws BuildException {
    if (!run.succeeded()) {
      throw failure();
    }
    List<Artifact> artifacts = read();
    if (artifacts.isEmpty()) {
      throw unusable(
          "Packer made no artifact",
          "give the template a `manifest` post-processor, and a builder that keeps what it builds");
    }
    for (Artifact artifact : artifacts) {
      if (artifact.id().isBlank()) {
        throw unusable(
            "Packer gave no id for what " + artifact.builder() + " made",
            "look for the image at its platform; without an exact id it cannot be launched");
      }
      if (artifact.namesNothing()) {
        throw unusable(
            "Packer's id for what %s made is \"%s\", which is the same for all that it makes"
                .formatted(artifact.builder(), artifact.id()),
            "let the command that makes the image write its exact id to the file that"
                + " ${build.manifest} names, as docs/guides/another-cloud.md does");
      }
      if (artifact.id().chars().anyMatch(PackerOutcome::isNoPartOfAnId)) {
        throw unusable(
            "Packer's id for what " + artifact.builder() + " made cannot be read",
            "see in the log what it printed; without an exact id it cannot be launched");
      }
    }
    return artifacts;
  }

  // U+FFFD stands for bytes that were no UTF-8: what they were is not known any more.
  private static boolean isNoPartOfAnId(int character) {
    return Character.isISOControl(character)
        || Character.isSurrogate((char) character)
        || character == 0xfffd;
  }

  private List<Artifact> read() throws BuildException {
    try {
      List<Artifact> listed = Manifest.artifacts(manifest);
      return listed.isEmpty() ? said.artifacts() : listed;
    } catch (IOException e) {
      throw unusable(
          "Packer's manifest " + manifest + " cannot be read: " + e.getMessage(),
          "let the template's `manifest` post-processor alone write to the file it is given");
    }
  }

  private BuildException failure() {
    List<FailedTask> tasks = AnsibleResults.failedTasks(results);
    if (tasks.isEmpty() && said.errors().stream().anyMatch(its -> its.contains(ANSIBLE))) {
      tasks = said.failedTasks();
    }
    if (tasks.isEmpty()) {
      List<String> lines = lines();
      return new BuildException(
          "packer build failed" + (lines.isEmpty() ? "" : ": " + lines.get(0)),
          "correct it, commit and release again; the whole output is in the log",
          run.call().standardOutput(),
          lines);
    }
    // Those before the last did not stop the play: a rescue went on.
    FailedTask last = tasks.get(tasks.size() - 1);
    return new BuildException(
        last.toString(),
        "correct it" + place(last) + ", commit and release again",
        run.call().standardOutput(),
        limited(said.errors()));
  }

  private String place(FailedTask task) {
    if (task.file().isEmpty()) {
      return "";
    }
    // As text: a locale can lack characters of a name that was read from a file.
    String checkout = run.call().directory() + "/";
    String file = task.file();
    return " in "
        + (file.startsWith(checkout) ? file.substring(checkout.length()) : file)
        + (task.line() > 0 ? ", line " + task.line() : "");
  }

  private BuildException unusable(String message, String remedy) {
    return new BuildException(message, remedy, run.call().standardOutput(), lines());
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>(said.ansibleErrors());
    lines.addAll(said.errors());
    if (lines.isEmpty()) {
      lines.addAll(run.lastLines(LINES_SHOWN));
    }
    return limited(lines);
  }

  private static List<String> limited(List<String> lines) {
    return lines.stream()
        .limit(LINES_SHOWN)
        .map(line -> line.length() <= LINE_LENGTH ? line : line.substring(0, LINE_LENGTH) + "…")
        .toList();
  }
}
