package io.github.immutable.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What this machine has of what a release runs, with real tools and with stubs in their place. */
class ReadinessTest {
  @TempDir Path folder;
  private Machine machine;

  @BeforeEach
  void a_machine_with_everything() {
    machine = new Machine(folder);
  }

  @Test
  void with_the_real_tools_there_is_nothing_to_mend() throws Exception {
    machine.real();
    assertThat(machine.readiness().problems(true)).isEmpty();
    assertThat(machine.readiness().tools(true))
        .extracting(Finding::check)
        .containsExactly("packer", "ansible", "ssh", "terraform", "haproxy", "flock");
    assertThat(machine.readiness().tools(true))
        .allMatch(its -> its.state() == Finding.State.OK)
        .allMatch(its -> its.message().contains(folder.toString()));
  }

  @Test
  void a_missing_tool_is_told_with_how_to_get_it_here_first_and_elsewhere() throws Exception {
    Finding missing = only(machine.without("packer"));

    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.message()).isEqualTo("packer is not on the PATH");
    assertThat(missing.mend()).startsWith("apt-get install packer");
    assertThat(missing.lines())
        .satisfiesExactly(
            its -> assertThat(its).startsWith("Ubuntu: apt-get install packer"),
            its -> assertThat(its).startsWith("Fedora: dnf install packer"),
            its -> assertThat(its).startsWith("macOS: brew install"));
  }

  @Test
  void several_missing_tools_are_told_together() throws Exception {
    machine.without("packer").without("terraform").without("flock");
    assertThat(machine.readiness().problems(true))
        .extracting(Finding::check)
        .containsExactly("packer", "terraform", "flock");
  }

  @Test
  void what_only_a_build_needs_is_not_asked_for_without_one() throws Exception {
    machine.without("packer").without("ansible-playbook");
    assertThat(machine.readiness().problems(false)).isEmpty();
    assertThat(machine.readiness().problems(true)).hasSize(2);
  }

  @Test
  void one_that_is_too_old_is_told_with_its_version_and_the_oldest_that_will_do() throws Exception {
    Finding old = only(machine.with("packer", "echo Packer v1.5.6"));

    assertThat(old.message())
        .isEqualTo(
            "1.5.6 at " + machine.of("packer") + " is too old: 1.6.0 is the oldest that will do");
    assertThat(old.mend()).startsWith("apt-get install packer");
  }

  @Test
  void one_that_is_newer_than_those_tested_will_do_and_is_told_apart() throws Exception {
    machine.with("terraform", "echo '{\"terraform_version\": \"1.99.0\"}'");

    assertThat(machine.readiness().problems(true)).isEmpty();
    assertThat(said("terraform"))
        .isEqualTo("1.99.0 (newer than 1.11.4, which is tested), " + machine.of("terraform"));
  }

  @Test
  void one_that_is_broken_is_told_with_its_own_words() throws Exception {
    Finding broken =
        only(machine.with("ansible-playbook", "echo 'ERROR: Ansible requires UTF-8' >&2; exit 1"));

    assertThat(broken.message()).isEqualTo(machine.of("ansible-playbook") + " ends with 1");
    assertThat(broken.lines()).containsExactly("ERROR: Ansible requires UTF-8");
    assertThat(broken.mend())
        .isEqualTo("run it yourself: " + machine.of("ansible-playbook") + " --version");
  }

  @Test
  void another_program_of_that_name_is_not_taken_for_it() throws Exception {
    // cracklib of Fedora has a packer, too
    Finding other = only(machine.with("packer", "echo 0 0"));

    assertThat(other.message()).endsWith("answers as another program");
    assertThat(other.lines()).containsExactly("0 0");
  }

  @Test
  void what_is_no_program_at_all_is_broken() throws Exception {
    machine.write(machine.without("haproxy").of("haproxy"), "\u0000no program");
    assertThat(only(machine).check()).isEqualTo("haproxy");
  }

  @Test
  void one_that_hangs_is_stopped_and_the_others_are_still_told() throws Exception {
    machine.with("terraform", "sleep 600").without("packer");

    List<Finding> problems = machine.hasty().problems(true);

    assertThat(problems).extracting(Finding::check).contains("packer", "terraform");
    assertThat(problems.getLast().message())
        .contains("terraform does not answer: terraform-version did not end within 20 s");
  }

  @Test
  void a_lock_that_cannot_be_kept_by_a_child_is_found() throws Exception {
    // BusyBox has a flock without these options
    Finding lock =
        only(machine.with("flock", "echo \"flock: unrecognized option '$1'\" >&2; exit 1"));

    assertThat(lock.check()).isEqualTo("flock");
    assertThat(lock.lines()).containsExactly("flock: unrecognized option '--no-fork'");
  }

  @Test
  void without_the_one_that_starts_the_others_none_is_blamed() throws Exception {
    machine.without("setsid");
    assertThat(only(machine).check()).isEqualTo("setsid");
    assertThat(machine.readiness().tools(true).getLast().state())
        .isEqualTo(Finding.State.NOT_CHECKED);
  }

  @Test
  void a_packer_that_comes_without_plugins_is_told_to_get_them() throws Exception {
    machine.with("packer", "[ $1 = plugins ] || echo Packer v1.12.0");
    assertThat(finding("packer").state()).isEqualTo(Finding.State.WARNING);
    assertThat(finding("packer").mend()).contains("packer init").contains("packer/container/newer");

    machine.with("packer", "[ $1 = plugins ] && echo /plugins/docker || echo Packer v1.12.0");
    assertThat(finding("packer").state()).isEqualTo(Finding.State.OK);

    machine.with("packer", "[ $1 = plugins ] || echo Packer v1.9.5");
    assertThat(finding("packer").state()).isEqualTo(Finding.State.OK);
  }

  @Test
  void without_ssh_ansible_is_likely_to_fail_and_a_release_may_begin() throws Exception {
    machine.without("ssh");
    assertThat(finding("ssh").state()).isEqualTo(Finding.State.WARNING);
    assertThat(finding("ssh").mend()).isEqualTo("apt-get install openssh-client");
    assertThat(machine.readiness().problems(true)).isEmpty();
  }

  @Test
  void too_little_space_is_told_before_any_tool_is_asked() throws Exception {
    machine.without("packer");

    List<Finding> problems =
        machine.with(new Folders(Long.MAX_VALUE, Long.MAX_VALUE)).problems(true);

    assertThat(problems)
        .extracting(Finding::check)
        .containsExactly("free space", "temporary space");
    assertThat(problems)
        .allMatch(its -> its.exitCode() == 2 && its.message().contains(" free in "));
    assertThat(machine.with(new Folders(Long.MAX_VALUE, 1)).folders())
        .extracting(Finding::state)
        .containsExactly(Finding.State.OK, Finding.State.WARNING, Finding.State.WARNING);
  }

  @Test
  void a_project_that_cannot_be_written_is_told() {
    Finding refused = new Folders(1, 1).findings(folder.resolve("nowhere"), true).getFirst();
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.message()).endsWith("nowhere cannot be written by this user");
  }

  @Test
  void asking_takes_no_longer_than_the_slowest() throws Exception {
    machine.with("packer", "sleep 0.5; echo Packer v1.6.6");
    machine.with("haproxy", "sleep 0.5; echo HAProxy version 2.6.12");
    machine.with("terraform", "sleep 0.5; echo '{\"terraform_version\": \"1.11.4\"}'");
    long start = System.nanoTime();

    assertThat(machine.readiness().problems(true)).isEmpty();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1450));
  }

  private Finding finding(String check) throws InterruptedException {
    return machine.readiness().tools(true).stream()
        .filter(its -> its.check().equals(check))
        .findFirst()
        .orElseThrow();
  }

  private String said(String check) throws InterruptedException {
    return finding(check).message();
  }

  private static Finding only(Machine machine) throws InterruptedException {
    List<Finding> problems = machine.readiness().problems(true);
    assertThat(problems).hasSize(1);
    return problems.getFirst();
  }
}
