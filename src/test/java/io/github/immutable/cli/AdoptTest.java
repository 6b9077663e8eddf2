package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.contract.Breach;
import io.github.immutable.contract.Contract;
import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.pipeline.PipelineLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code immutable init --adopt}, over repositories as people have them. */
class AdoptTest {
  private static final Path REPOSITORIES = Path.of("src/test/resources/adopt");
  private static final String FILE = "pipelines/production.yml";

  private static final Map<String, List<String>> LASTING =
      Map.of(
          "aws",
          List.of(
              "terraform: no lock file: tomorrow's providers may be others than today's",
              "terraform/main.tf:3: `access_key` is a secret in plain sight, and in every clone",
              "terraform/main.tf:15: nothing tells \"aws_autoscaling_group\" \"web\" of one slot from"
                  + " that of the other",
              "terraform/main.tf:16: \"aws_autoscaling_group\" \"web\" is one server, and the number"
                  + " is always given"),
          "digitalocean",
          List.of(
              ".: no lock file: tomorrow's providers may be others than today's",
              "main.tf:2: `db_password` is a secret in plain sight, and in every clone",
              "main.tf:7: data \"digitalocean_droplet_snapshot\" \"web\" takes whichever image is"
                  + " newest: what was verified might not be launched",
              "main.tf:10: \"digitalocean_droplet\" \"web\" is one server, and the number is always"
                  + " given",
              "main.tf:10: nothing tells \"digitalocean_droplet\" \"web\" of one slot from that of"
                  + " the other",
              "web.json:3: `token` is a secret in plain sight, and in every clone"),
          "bluegreen",
          List.of());

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"aws", "digitalocean", "bluegreen"})
  void all_that_stands_in_the_way_is_listed_with_the_lines_to_change(String name) throws Exception {
    Run run = adopt(name);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo(Files.readString(REPOSITORIES.resolve(name + ".txt")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws", "digitalocean", "bluegreen"})
  void the_pipeline_file_is_one_that_can_be_read(String name) throws Exception {
    adopt(name);

    Pipeline pipeline = PipelineLoader.load(project(name).resolve(FILE));

    assertThat(pipeline.application()).isEqualTo(name);
    assertThat(pipeline.image().inputs()).contains(pipeline.image().template());
  }

  @Test
  void both_slots_in_one_state_are_described_as_such() throws Exception {
    adopt("bluegreen");

    Pipeline pipeline = PipelineLoader.load(project("bluegreen").resolve(FILE));

    assertThat(pipeline.image().variables()).containsEntry("manifest", "${build.manifest}");
    assertThat(pipeline.rootWords().shared()).isTrue();
    assertThat(pipeline.rootWords().variable("image", "green")).isEqualTo("green_ami");
    assertThat(pipeline.rootWords().output("servers", "blue")).isEqualTo("blue_instances");
    assertThat(pipeline.servers().addresses().get("blue"))
        .containsExactly("aws_instance.blue", "aws_lb_target_group.blue");
    assertThat(pipeline.health().http()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws", "digitalocean", "bluegreen"})
  void what_a_pipeline_file_does_not_end_is_said_again_by_doctor(String name) throws Exception {
    String listed = adopt(name).out();
    Path file = project(name).resolve(FILE);

    List<String> hazards =
        new Contract(PipelineLoader.load(file), project(name), project(name))
            .hazards().stream().map(Breach::toString).toList();

    assertThat(hazards).containsExactlyElementsOf(LASTING.get(name));
    // with a state for each slot nothing is replaced any more, but both slots have the same names
    assertThat(hazards)
        .filteredOn(line -> !line.contains("of one slot from that of the other"))
        .allSatisfy(line -> assertThat(listed).contains("  " + line + "\n"));
  }

  @Test
  void an_output_that_does_not_say_where_servers_answer_stands_in_the_way() throws Exception {
    adopt("bluegreen");
    Files.delete(project("bluegreen").resolve(FILE));
    Path root = project("bluegreen").resolve("infra/main.tf");
    Files.writeString(root, Files.readString(root).replaceAll(", port = 80", ""));

    assertThat(adopt("bluegreen").out())
        .contains(
            "  infra/main.tf:23: the output `blue_instances` lists servers without `port`, but with"
                + " `name`, `address`, so nothing tells where they answer\n");
  }

  @Test
  void promise_8_secrets_are_named_and_never_shown() throws Exception {
    assertThat(adopt("aws").out() + adopt("digitalocean").out())
        .contains("db_password")
        .doesNotContain("AKIAABCDEFGHIJKLMNOP", "hunter2", "dop_v1");
  }

  @Test
  void the_guide_shows_what_is_really_printed() throws Exception {
    String guide = Files.readString(Path.of("docs/guides/adopt.md"));
    int begin = guide.indexOf("```\n  main.tf:7") + "```\n".length();

    assertThat(adopt("digitalocean").out())
        .contains(guide.substring(begin, guide.indexOf("```", begin)));
  }

  @Test
  void nothing_is_overwritten() throws Exception {
    adopt("aws");
    String before = Files.readString(project("aws").resolve(FILE));

    Run again = Run.of("init", project("aws").toString(), "--adopt");

    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("is there already; nothing was written");
    assertThat(project("aws").resolve(FILE)).hasContent(before);
  }

  @Test
  void a_dry_run_shows_the_file_and_writes_none() throws Exception {
    Run run = adopt("digitalocean", "--dry-run");

    assertThat(run.out()).contains("template: web.json", FILE + " would be written");
    assertThat(project("digitalocean").resolve("pipelines")).doesNotExist();
  }

  @Test
  void a_repository_without_both_is_refused() throws Exception {
    Run run = Run.of("init", folder.toString(), "--adopt");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("no Packer template and Terraform root were found");
  }

  private Run adopt(String name, String... more) throws Exception {
    if (Files.notExists(project(name))) {
      try (Stream<Path> files = Files.walk(REPOSITORIES.resolve(name))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path to = project(name).resolve(REPOSITORIES.resolve(name).relativize(file).toString());
          Files.createDirectories(to.getParent());
          Files.copy(file, to);
        }
      }
    }
    return Run.of(
        Stream.concat(Stream.of("init", project(name).toString(), "--adopt"), Stream.of(more))
            .toArray(String[]::new));
  }

  private Path project(String name) {
    return folder.resolve(name);
  }
}
