package io.github.immutable.release;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A CI agent that forgets what lies on its disk. */
class FreshAgentTest {
  private static final String ELSEWHERE = "https://192.0.2.7/";
  private static final String DATABASE = "postgresql://ann@db/ledger";

  @TempDir Path folder;

  @Test
  void records_nothing_here_of_what_stands_elsewhere() throws Exception {
    FreshAgent agent = agent(ELSEWHERE, "sqlite", "");

    assertThatThrownBy(() -> agent.check(false))
        .isInstanceOf(ReleaseFailure.BadRequest.class)
        .hasMessage(
            "with CI=true the ledger (`ledger: sqlite`) and Terraform's states ("
                + folder
                + ") would lie in .immutable/ on this agent, which forgets them, while "
                + ELSEWHERE
                + " is elsewhere");
    assertThatCode(() -> agent.check(true)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# backend \"pg\" {}\n", "terraform {\n  backend \"local\" {}\n}\n"})
  void states_here_are_refused_also_with_a_ledger_elsewhere(String root) throws Exception {
    FreshAgent agent = agent(ELSEWHERE, DATABASE, root);

    assertThatThrownBy(() -> agent.check(false))
        .hasMessageStartingWith("with CI=true Terraform's states (");
  }

  @Test
  void a_ledger_and_states_elsewhere_are_well() throws Exception {
    FreshAgent agent = agent(ELSEWHERE, DATABASE, "terraform {\n  backend \"pg\" {}\n}\n");

    assertThatCode(() -> agent.check(false)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080/", "http://[::1]/", "http://localhost/"})
  void what_stands_on_this_machine_may_be_recorded_here(String door) throws Exception {
    FreshAgent agent = agent(door, "sqlite", "");

    assertThatCode(() -> agent.check(false)).doesNotThrowAnyException();
  }

  @Test
  void the_state_of_the_traffic_counts_like_those_of_the_servers() throws Exception {
    agent(ELSEWHERE, DATABASE, "terraform {\n  backend \"pg\" {}\n}\n");
    Path traffic = Files.createDirectory(folder.resolve("traffic"));
    Files.writeString(traffic.resolve("main.tf"), "");
    FreshAgent agent =
        new FreshAgent(URI.create(ELSEWHERE), DATABASE, List.of(folder, traffic), true);

    assertThatThrownBy(() -> agent.check(false))
        .hasMessageStartingWith("with CI=true Terraform's states (" + traffic + ")");
  }

  @Test
  void a_person_may_record_anything_here() {
    FreshAgent person = new FreshAgent(URI.create(ELSEWHERE), "sqlite", List.of(folder), false);

    assertThatCode(() -> person.check(false)).doesNotThrowAnyException();
  }

  private FreshAgent agent(String door, String ledger, String root) throws IOException {
    Files.writeString(folder.resolve("main.tf"), root);
    return new FreshAgent(URI.create(door), ledger, List.of(folder), true);
  }
}
