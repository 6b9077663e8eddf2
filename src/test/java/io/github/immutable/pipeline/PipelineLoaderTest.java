package io.github.immutable.pipeline;

import static io.github.immutable.pipeline.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineLoaderTest {
  @TempDir Path project;

  @Test
  void what_is_left_out_has_its_default() throws Exception {
    Pipeline pipeline = given(project).loaded();

    assertThat(pipeline)
        .isEqualTo(
            new Pipeline(
                "local",
                project.resolve("pipelines/local.yml"),
                "web",
                false,
                new Pipeline.Image(
                    List.of(),
                    List.of(),
                    List.of(),
                    "packer/container",
                    List.of("packer/container", "ansible"),
                    Map.of()),
                new Pipeline.Servers(
                    "terraform/container",
                    null,
                    2,
                    null,
                    Map.of(),
                    Map.of(),
                    Pipeline.Servers.State.SLOT,
                    Map.of(),
                    null,
                    Map.of()),
                new Health(
                    new Health.Http("/health", null, 0, Map.of("image", "${image.id}")),
                    null,
                    null,
                    Health.Proof.ANSWER,
                    Health.From.HERE,
                    Duration.ofSeconds(1),
                    3,
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(2)),
                new Traffic(
                    new Traffic.Haproxy(
                        true,
                        URI.create("http://127.0.0.1:8080/"),
                        "web",
                        null,
                        null,
                        null,
                        null,
                        32,
                        new Traffic.Confirm(20, Duration.ofSeconds(10))),
                    null,
                    null),
                new Pipeline.Soak(Duration.ofSeconds(10), 3),
                new Pipeline.Retire(Duration.ofSeconds(30), Duration.ZERO),
                "sqlite",
                Map.of(),
                List.of()));
  }

  @Test
  void what_is_given_is_taken() throws Exception {
    Pipeline pipeline =
        given(project)
            .with("count: 2\n  inventory: terraform/container/inventory", "count: 2")
            .with("managed: false", "managed: true")
            .with(
                """
                /"
                    name: edge
                    socket: /run/haproxy/admin.sock
                    map: edge.map
                    state: /var/lib/haproxy
                    confirm: { answers: 5 }
                """,
                "/\"\n")
            .and("default: true\nsoak: { for: 1h30m }\nretire: { standby: 10m }\n")
            .loaded();

    assertThat(pipeline.isDefault()).isTrue();
    assertThat(pipeline.servers().inventory()).isEqualTo("terraform/container/inventory");
    assertThat(pipeline.soak()).isEqualTo(new Pipeline.Soak(Duration.ofMinutes(90), 3));
    assertThat(pipeline.retire().standby()).isEqualTo(Duration.ofMinutes(10));
    Traffic.Haproxy haproxy = Objects.requireNonNull(pipeline.traffic().haproxy());
    assertThat(haproxy.name()).isEqualTo("edge");
    assertThat(haproxy.socket()).isEqualTo(Path.of("/run/haproxy/admin.sock"));
    assertThat(haproxy.map()).isEqualTo(project.resolve("edge.map"));
    assertThat(haproxy.masterSocket()).isNull();
    assertThat(haproxy.confirm()).isEqualTo(new Traffic.Confirm(5, Duration.ofSeconds(10)));
  }

  @Test
  void terraforms_variables_keep_their_types() throws Exception {
    Pipeline pipeline =
        given(project)
            .with(
                "count: 2\n  variables: { a: 1, b: 1.50, c: true, d: x, e: [1, { f: g }] }\n",
                "count: 2\n  variables: {}\n")
            .loaded();

    assertThat(pipeline.servers().variables())
        .isEqualTo(
            Map.of(
                "a",
                1,
                "b",
                new BigDecimal("1.50"),
                "c",
                true,
                "d",
                "x",
                "e",
                List.of(1, Map.of("f", "g"))));
  }

  @Test
  void a_number_where_text_belongs_is_its_digits() throws Exception {
    Pipeline pipeline =
        given(project)
            .with("ansible]\n  variables: { php: 8.10 }", "ansible]\n  variables: {}")
            .loaded();

    assertThat(pipeline.image().variables()).containsExactly(Map.entry("php", "8.10"));
  }
}
