package io.github.immutable.e2e;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tools of a release: missing, too old, broken, or hanging. The scripts say what real ones say.
 */
final class ToolRows {
  private static final String HANGS = "exec sleep 600";
  private static final String ASKED = "the inventory could not answer \"servers\"";
  private static final String BY_HAND = "terraform/container/inventory servers project=";

  /** Docker's own words, but for what it was asked. */
  private static final String NO_PERMISSION =
      "echo 'permission denied while trying to connect to the Docker daemon socket at"
          + " unix:///var/run/docker.sock' >&2; exit 1";

  private ToolRows() {}

  static Stream<Row<NewProject>> all() {
    List<Row<NewProject>> rows = new ArrayList<>();
    rows.addAll(packer());
    rows.addAll(terraform());
    rows.addAll(ansible());
    rows.addAll(engine());
    return rows.stream();
  }

  private static List<Row<NewProject>> packer() {
    return List.of(
        row(BadInput.PACKER_MISSING, "not installed")
            .where(project -> project.tools().without("packer"))
            .exits(2, "packer is not on the PATH", "install packer"),
        script(BadInput.PACKER_TOO_OLD, "of 2020", "packer", "echo 'Packer v1.5.6'")
            .exits(2, "1.5.6 at …/packer is too old: 1.6.0 is the oldest that will do", "packer"),
        // Fedora and Arch have another program of that name, which asks for words to look up
        script(BadInput.PACKER_BROKEN, "cracklib's packer", "packer", "echo '0 0'")
            .exits(2, "…/packer answers as another program", "packer version"),
        script(BadInput.PACKER_HANGING, "says nothing", "packer", HANGS)
            .takesTime()
            .exits(
                2,
                "…/packer does not answer: …did not end within 20 s; stopped it",
                "packer version"));
  }

  private static List<Row<NewProject>> terraform() {
    return List.of(
        row(BadInput.TERRAFORM_MISSING, "nor OpenTofu")
            .where(project -> project.tools().without("terraform", "tofu"))
            .exits(2, "terraform is not on the PATH", "terraform"),
        script(
                BadInput.TERRAFORM_TOO_OLD,
                "of 2022",
                "terraform",
                "echo '{ \"terraform_version\": \"1.3.10\", \"terraform_outdated\": true }'")
            .exits(2, "1.3.10 at …/terraform is too old: 1.4.0 is the oldest…", "terraform"),
        script(
                BadInput.TERRAFORM_TOO_OLD,
                "of 2021, which knows no JSON",
                "terraform",
                "echo 'Terraform v0.12.31'; echo; echo 'Your version of Terraform is out of date!'")
            .exits(2, "0.12.31 at …/terraform is too old: 1.4.0 is the oldest…", "terraform"),
        script(
                BadInput.TERRAFORM_BROKEN,
                "of another machine",
                "terraform",
                "echo \"$0: cannot execute binary file: Exec format error\" >&2; exit 126")
            .exits(2, "…/terraform ends with 126", "terraform version"),
        script(BadInput.TERRAFORM_HANGING, "says nothing", "terraform", HANGS)
            .takesTime()
            .exits(
                2,
                "…/terraform does not answer: …did not end within 20 s; stopped it",
                "terraform version"));
  }

  private static List<Row<NewProject>> ansible() {
    return List.of(
        row(BadInput.ANSIBLE_MISSING, "not installed")
            .where(project -> project.tools().without("ansible-playbook"))
            .exits(2, "ansible-playbook is not on the PATH", "ansible"),
        script(
                BadInput.ANSIBLE_TOO_OLD,
                "of 2019",
                "ansible-playbook",
                "echo 'ansible-playbook 2.9.27'; echo '  config file = None'")
            .exits(2, "2.9.27 at …/ansible-playbook is too old: 2.11.0 is the oldest…", "ansible"),
        script(
                BadInput.ANSIBLE_BROKEN,
                "its Python was upgraded",
                "ansible-playbook",
                "echo \"ModuleNotFoundError: No module named 'ansible'\" >&2; exit 1")
            .exits(2, "…/ansible-playbook ends with 1", "ansible-playbook --version"),
        script(BadInput.ANSIBLE_HANGING, "says nothing", "ansible-playbook", HANGS)
            .takesTime()
            .exits(
                2,
                "…/ansible-playbook does not answer: …did not end within 20 s; stopped it",
                "--version"));
  }

  private static List<Row<NewProject>> engine() {
    return List.of(
        row(BadInput.ENGINE_MISSING, "neither Docker nor Podman")
            .where(project -> project.tools().without("docker", "podman"))
            .exits(20, ASKED, BY_HAND)
            .adding("There is no container engine. Run: apt-get install podman"),
        engine(
                BadInput.ENGINE_TOO_OLD,
                "does not know a flag",
                "echo 'Error: unknown flag: --no-trunc' >&2; exit 125")
            .exits(20, ASKED, BY_HAND)
            .adding("  inventory: Error: unknown flag: --no-trunc\n"),
        engine(
                BadInput.ENGINE_BROKEN,
                "its storage is damaged",
                "echo 'Error: configure storage: database is locked' >&2; exit 125")
            .exits(20, ASKED, BY_HAND)
            .adding("  inventory: Error: configure storage: database is locked\n"),
        engine(BadInput.ENGINE_HANGING, "says nothing", HANGS)
            .takesTime()
            .exits(
                20, ASKED + ": inventory-servers-1 did not end within 60 s; stopped it", BY_HAND),
        row(BadInput.NO_PERMISSION_FOR_THE_ENGINE, "not in Docker's group")
            .where(ToolRows::socketOfOthers)
            .exits(20, ASKED, BY_HAND)
            .adding("This user may not use Docker. Run: sudo usermod -aG docker "));
  }

  /** Permission bits are in nobody's way who may overrule them, as root may. */
  private static void socketOfOthers(NewProject project) throws IOException {
    project.tools().without("podman").script("docker", NO_PERMISSION);
    Path run = Files.createDirectory(project.scratch().resolve("run"));
    project
        .begins(ServerSocketChannel.open(StandardProtocolFamily.UNIX))
        .bind(UnixDomainSocketAddress.of(run.resolve("docker.sock")));
    project.within(
        Shell.namespace("mount --bind %s /run; chmod 0 /run/docker.sock".formatted(run)));
    project.within(List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search"));
  }

  private static Row<NewProject> row(BadInput item, String input) {
    return Row.row(item, input, "release", "v1");
  }

  private static Row<NewProject> script(BadInput item, String input, String tool, String text) {
    return row(item, input).where(project -> project.tools().script(tool, text));
  }

  private static Row<NewProject> engine(BadInput item, String input, String text) {
    return row(item, input).where(project -> alone(project, text));
  }

  /** A Docker that answers would be taken instead. */
  private static void alone(NewProject project, String text) throws IOException {
    project.tools().without("docker").script("podman", text);
  }
}
