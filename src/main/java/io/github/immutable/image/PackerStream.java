package io.github.immutable.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows {@code packer build -machine-readable} line by line: passes on what is meant for people,
 * and keeps errors and artifacts. Lines of another form are left out: they are in the log.
 */
public final class PackerStream implements Consumer<String> {
  private static final Pattern BUILD =
      Pattern.compile(
          "(?:(?:==>|-->) (?<progress>\\S+?): |Build '(?<build>[^']+)' errored(?: after [^:]*)?: )?"
              + "(?<text>.*)");
  private static final String HEADING = "==> Some builds didn't complete";
  private static final Pattern ANSIBLE =
      Pattern.compile("\\s*\\S+: (?<text>(?:fatal:|ERROR!|\\[ERROR]).*)");

  /** The whole line behind the build's name: a line feed in it is Ansible's own escape. */
  private static final Pattern PROVISIONER = Pattern.compile("^\\s*[^\\s:]+: (.*)$");

  private final Consumer<String> progress;
  private final Map<String, String> errors = new LinkedHashMap<>();
  private final List<String> ansible = new ArrayList<>();
  private final AnsibleLines tasks = new AnsibleLines();
  private final Map<String, String> ids = new LinkedHashMap<>();

  /** Hands the lines on without escapes. */
  public PackerStream(Consumer<String> progress) {
    this.progress = progress;
  }

  @Override
  public void accept(String line) {
    PackerLine.parse(line).ifPresent(this::follow);
  }

  private void follow(PackerLine line) {
    if (line.isFor("say", "message", "error")) {
      line.text().forEach(progress);
      line.text().forEach(line.isFor("error") ? this::error : this::ansible);
      PROVISIONER
          .matcher(line.data().getLast())
          .results()
          .forEach(parts -> tasks.follow(parts.group(1).strip()));
    } else if (line.type().equals("error") && !line.data().isEmpty()) {
      line.text().forEach(this::error);
    } else if (line.type().equals("artifact") && line.data().size() == 3) {
      artifact(line);
    }
  }

  // Packer says one failure up to four times: as progress, with its duration, bare, and in the end.
  private void error(String text) {
    Matcher parts = BUILD.matcher(text.strip());
    if (text.startsWith(HEADING) || !parts.matches()) {
      return;
    }
    String build = parts.group("progress") == null ? parts.group("build") : parts.group("progress");
    String bare = parts.group("text");
    errors.putIfAbsent(bare, build == null ? bare : build + ": " + bare);
  }

  // What stops a playbook before any task runs is in no result file.
  private void ansible(String text) {
    Matcher parts = ANSIBLE.matcher(text);
    if (parts.matches()) {
      ansible.add(parts.group("text"));
    }
  }

  // artifact,NUMBER,id,ID: numbers count from 0 within a build
  private void artifact(PackerLine line) {
    if (line.data().get(1).equals("id") && line.data().get(0).equals("0")) {
      ids.put(line.target(), line.data().get(2));
    }
  }

  /** What went wrong by Packer's own account, each once and in order, the build's name in front. */
  public List<String> errors() {
    return List.copyOf(errors.values());
  }

  /** What Ansible called an error or fatal. */
  public List<String> ansibleErrors() {
    return List.copyOf(ansible);
  }

  /** The tasks that Ansible said have failed, without their places, which it does not say. */
  List<FailedTask> failedTasks() {
    return tasks.failed();
  }

  /**
   * The first artifact of each build, which is the builder's own: later ones are post-processors',
   * such as a tag. An id may be blank.
   */
  public List<Artifact> artifacts() {
    return ids.entrySet().stream()
        .map(entry -> new Artifact(entry.getKey(), entry.getValue()))
        .toList();
  }
}
