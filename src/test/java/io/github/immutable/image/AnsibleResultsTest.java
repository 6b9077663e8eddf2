package io.github.immutable.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnsibleResultsTest {
  @TempDir Path folder;

  @Test
  void a_failed_task_is_told_by_play_task_host_place_and_message() {
    assertThat(recorded("failed-apt"))
        .containsExactly(
            new FailedTask(
                "web server",
                "install nginx",
                "default",
                "No package matching 'no-such-package' is available",
                "/build/playbook.yml",
                7));
  }

  @Test
  void a_crashed_module_is_told_by_the_end_of_its_standard_error() {
    assertThat(recorded("failed-module").get(0).message())
        .startsWith("MODULE FAILURE")
        .endsWith("\nRuntimeError: the module itself is broken");
  }

  @Test
  void every_failure_is_told_in_order() {
    assertThat(recorded("failed-loop-after-rescue"))
        .extracting(FailedTask::task)
        .containsExactly("ask the mirror", "make folders");
  }

  @Test
  void a_play_that_went_well_has_none() {
    assertThat(recorded("good")).isEmpty();
    assertThat(AnsibleResults.failedTasks(folder.resolve("missing"))).isEmpty();
  }

  @Test
  void a_task_of_a_role_keeps_its_role() throws Exception {
    FailedTask task = named("[web 1] Web: the server: web : install nginx pkg=nginx, state=x");

    assertThat(task.host()).isEqualTo("web 1");
    assertThat(task.play() + "|" + task.task()).isEqualTo("Web|the server: web : install nginx");
  }

  @Test
  void arguments_are_dropped_because_they_may_be_secret() throws Exception {
    assertThat(named("[h] play: add user name=a, password=hush\nhush").toString())
        .doesNotContain("hush");
  }

  @Test
  void a_name_of_another_form_is_kept_whole() throws Exception {
    assertThat(named("something else").task()).isEqualTo("something else");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<testsuites><testsuite>",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><testcase><failure>&e;</failure></testcase>"
      })
  void a_file_that_is_not_well_formed_or_names_entities_is_passed_over(String xml)
      throws Exception {
    Files.writeString(folder.resolve("a.xml"), xml);

    assertThat(AnsibleResults.failedTasks(folder)).isEmpty();
  }

  @Test
  void without_json_the_summary_is_told() {
    assertThat(TaskMessage.of("it crashed", "Traceback …")).isEqualTo("it crashed");
    assertThat(TaskMessage.of("rc=1", "{}")).isEqualTo("rc=1");
  }

  @Test
  void a_task_that_only_used_standard_output_is_told_by_that() {
    assertThat(
            TaskMessage.of(
                "", "{\"msg\": \"non-zero return code\", \"rc\": 2, \"stdout\": \"a\\n\\nb\\n\"}"))
        .isEqualTo("non-zero return code 2\na\nb");
  }

  private static List<FailedTask> recorded(String name) {
    return AnsibleResults.failedTasks(RecordedTool.recording(name).resolve("results"));
  }

  private FailedTask named(String name) throws Exception {
    Files.writeString(
        folder.resolve("a.xml"),
        "<testsuites><testcase classname='play.yml:3' name='%s'><failure message='m'/></testcase></testsuites>"
            .formatted(name));
    return AnsibleResults.failedTasks(folder).get(0);
  }
}
