package io.github.immutable.pipeline;

import static io.github.immutable.pipeline.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretRulesTest {
  @TempDir Path project;

  @Test
  void secrets_say_where_they_come_from_and_who_is_given_them() throws Exception {
    Pipeline pipeline =
        given(project)
            .and(
                """
                secrets:
                  db_password: { env: DB_PASSWORD }
                  token: { file: /run/token, to: [packer, health] }
                environment: ["AWS_*", DIGITALOCEAN_TOKEN]
                """)
            .loaded();

    assertThat(pipeline.secrets().get("db_password"))
        .isEqualTo(new Secret("DB_PASSWORD", null, List.of(Secret.To.TERRAFORM)));
    assertThat(pipeline.secrets().get("token"))
        .isEqualTo(new Secret(null, "/run/token", List.of(Secret.To.PACKER, Secret.To.HEALTH)));
    assertThat(pipeline.environment()).containsExactly("AWS_*", "DIGITALOCEAN_TOKEN");
  }

  @Test
  void their_mistakes_have_a_place() throws Exception {
    given(project)
        .and(
            """
            secrets:
              a: {}
              b: { env: B, file: b }
              1c: { env: C }
              d: { env: D, to: [everybody] }
              slot: { env: S }
              e: { env: E, to: [] }
            environment: [TF_VAR_x, "*"]
            """)
        .thenMistakes(
            ":19:6: expected either env or file",
            ":20:6: expected either env or file",
            ":21:7: expected a name of letters, digits and underscores, the first no digit, found"
                + " \"1c\"",
            ":22:21: expected one of terraform, packer, prepare, health, inventory, traffic, found"
                + " \"everybody\"",
            ":23:9: expected another name: the variable \"slot\" is given by the tool",
            ":24:20: expected somebody to give it to",
            ":25:15: " + TextForm.ENVIRONMENT.expected(),
            ":25:25: " + TextForm.ENVIRONMENT.expected());
  }

  @Test
  void promise_8_a_secret_in_variables_is_refused_because_it_would_be_baked_or_recorded()
      throws Exception {
    given(project)
        .with("variables: { key: '${secret.api}' }\nservers", "variables: {}\nservers")
        .with("count: 2\n  variables: { key: '${secrets.api}' }", "count: 2\n  variables: {}")
        .and("secrets: { api: { env: API } }\n")
        .thenMistakes(
            ":5:21: expected no secret here, for it would be baked into the image; a template that"
                + " must have it is given it by secrets.api: { to: [packer] }",
            ":9:21: expected no secret here, for it would be recorded; the root is given its"
                + " variable \"api\" by secrets.api");
  }

  @Test
  void a_variable_is_not_set_twice() throws Exception {
    given(project)
        .with("count: 2\n  variables: { api: x }", "count: 2\n  variables: {}")
        .and("secrets: { api: { env: API } }\n")
        .thenMistakes(
            ":18:17: expected another name: the variable \"api\" is set by servers.variables.api"
                + " too");
  }
}
