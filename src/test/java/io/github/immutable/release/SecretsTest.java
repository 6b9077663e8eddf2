package io.github.immutable.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.immutable.pipeline.Secret;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir Path folder;
  private World world;
  private final List<ToolCall> calls = new ArrayList<>();

  @BeforeEach
  void open() {
    world = new World(folder.resolve("project"));
    world.secrets =
        Map.of(
            "db", new Secret("DB", null, List.of(Secret.To.TERRAFORM)),
            "token", new Secret(null, "token", List.of(Secret.To.PREPARE, Secret.To.PACKER)),
            "balancer", new Secret("BALANCER", null, List.of(Secret.To.TRAFFIC)));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void promise_8_each_tool_is_given_its_own_secrets_by_environment() throws Exception {
    Files.writeString(world.root.resolve("token"), "t0ken!\n");

    assertThat(given(ToolCall.Role.TERRAFORM)).containsExactly(Map.entry("TF_VAR_db", "d4tabase"));
    assertThat(given(ToolCall.Role.PACKER)).containsExactly(Map.entry("PKR_VAR_token", "t0ken!"));
    assertThat(given(ToolCall.Role.PREPARE)).containsExactly(Map.entry("SECRET_TOKEN", "t0ken!"));
    assertThat(given(ToolCall.Role.TRAFFIC))
        .containsExactly(Map.entry("SECRET_BALANCER", "b4lancer"));
    assertThat(given(ToolCall.Role.HEALTH)).isEmpty();
    assertThat(given(ToolCall.Role.OTHER)).isEmpty();
  }

  @Test
  void promise_8_a_file_is_read_again_before_each_act_and_all_that_it_held_is_masked()
      throws Exception {
    Path file = world.root.resolve("token");
    Files.writeString(file, "first-token");
    given(ToolCall.Role.PREPARE);
    Files.writeString(file, "second-token");

    assertThat(given(ToolCall.Role.PREPARE)).containsEntry("SECRET_TOKEN", "second-token");
    assertThat(world.redactor.redact("first-token second-token")).isEqualTo("*** ***");
  }

  @Test
  void one_that_is_gone_meanwhile_stops_the_act_before_it() {
    assertThat(catchThrowableOfType(ToolException.class, () -> given(ToolCall.Role.PREPARE)))
        .hasMessageContaining("token: the file " + world.root.resolve("token"));
    assertThat(calls).isEmpty();
  }

  @Test
  void all_that_are_missing_are_told_at_once() {
    Secrets none = new Secrets(world.root, world.site().pipeline(), Map.of(), world.redactor);

    Set<Secret.To> all = EnumSet.allOf(Secret.To.class);
    ReleaseFailure failure = catchThrowableOfType(ReleaseFailure.class, () -> none.check(all));

    assertThat(failure.exitCode()).isEqualTo(Outcome.BAD_REQUEST);
    assertThat(failure.lines()).hasSize(3);
  }

  @Test
  void what_puts_things_back_does_not_ask_for_the_secrets_of_a_build() {
    assertThatCode(() -> secrets().check(EnumSet.of(Secret.To.TERRAFORM, Secret.To.HEALTH)))
        .doesNotThrowAnyException();
  }

  @Test
  void promise_8_a_secrets_value_among_the_variables_is_refused_and_not_repeated()
      throws Exception {
    Files.writeString(world.root.resolve("token"), "t0ken!");
    assertThatCode(() -> secrets().check(EnumSet.allOf(Secret.To.class)))
        .doesNotThrowAnyException();
    for (Object value :
        List.of("t0ken!", "postgres://u:d4tabase@h", List.of(Map.of("k", "t0ken!")))) {
      world.variables = Map.of("v", value);

      ReleaseFailure failure =
          catchThrowableOfType(
              ReleaseFailure.class, () -> secrets().check(EnumSet.allOf(Secret.To.class)));

      assertThat(failure).hasMessageStartingWith("servers.variables.v");
      assertThat(failure.getMessage()).doesNotContain("t0ken!").doesNotContain("d4tabase");
    }
  }

  @Test
  void one_that_is_too_short_is_told_and_not_masked() throws Exception {
    Files.writeString(world.root.resolve("token"), "abc");

    assertThat(secrets().learn())
        .containsExactly(
            "secret token is not masked in output and logs: it has fewer than 4 characters");
    assertThat(world.redactor.redact("abc")).isEqualTo("abc");
  }

  @Test
  void promise_8_what_terraform_calls_sensitive_is_masked_also_in_logs_from_before()
      throws Exception {
    Files.writeString(world.root.resolve("token"), "t0ken!");
    Path logs = Files.createDirectories(folder.resolve("logs"));
    Files.writeString(logs.resolve("terraform-green-apply.out"), "made 0utput-secret\n");
    ToolCall output =
        new ToolCall("o", List.of("true"), folder, Map.of(), logs, Duration.ofSeconds(9))
            .as(ToolCall.Role.TERRAFORM)
            .keepingNothing();

    new SecretTools(
            (call, line) -> {
              write(call, "{\"x\": {\"sensitive\": true, \"value\": \"0utput-secret\"}}");
              return new ToolRun(call, 0, Duration.ZERO);
            },
            secrets())
        .run(output);

    assertThat(logs.resolve("terraform-green-apply.out")).hasContent("made ***");
    assertThat(world.redactor.redact("0utput-secret")).isEqualTo("***");
  }

  private static void write(ToolCall call, String text) {
    try {
      Files.writeString(call.standardOutput(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Secrets secrets() {
    return new Secrets(
        world.root,
        world.site().pipeline(),
        Map.of("DB", "d4tabase", "BALANCER", "b4lancer"),
        world.redactor);
  }

  private Map<String, String> given(ToolCall.Role role) throws Exception {
    ToolCall call =
        new ToolCall("t", List.of("true"), folder, Map.of(), folder, Duration.ofSeconds(9))
            .as(role);
    new SecretTools(
            (its, line) -> {
              calls.add(its);
              return new ToolRun(its, 0, Duration.ZERO);
            },
            secrets())
        .run(call);
    return calls.getLast().environment();
  }
}
