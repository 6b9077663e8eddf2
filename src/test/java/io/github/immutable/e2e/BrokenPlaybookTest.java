package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.immutable.load.Load;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A version whose playbook fails in the middle of a real build. */
@Tag("waits")
class BrokenPlaybookTest {
  @RegisterExtension static final Samples SAMPLES = new Samples();

  @Test
  void is_reported_by_play_task_host_and_message_and_touches_nothing() {
    Sample web = SAMPLES.project("broken");
    web.immutable("release", "v1").exits(0);
    web.immutable("release", "v2").exits(0);
    web.checkout
        .edit(
            "ansible/roles/web/tasks/main.yml",
            "^- name: Install nginx",
            """
            - name: Look for a licence
              ansible.builtin.command: grep licence /etc/nowhere
              changed_when: false

            - name: Install nginx""")
        .version("v5", "A task that fails");
    Load load = web.load();
    Instant before = Instant.now();
    List<String> standby = web.containers.of("blue");

    Answer answer = web.immutable("release", "v5", "--output", "json").exits(10);

    assertThat(answer.err())
        .contains("Web server")
        .contains("Look for a licence")
        .contains("/etc/nowhere")
        .contains("Live:  v2");
    JsonNode failure = answer.json().at("/failure");
    assertThat(failure.at("/case").asText()).isEqualTo("BuildFailed");
    assertThat(failure.toString()).contains("default");
    assertThat(Path.of(failure.at("/log").asText())).isNotEmptyFile();
    web.onlyAnswers("v2", load, before);
    Sample.noneLost(load);
    assertThat(web.containers.of("blue")).as("standby").hasSize(2).isEqualTo(standby);
    assertThat(web.containers.builders()).isEmpty();
    web.live("v2");
  }
}
