package io.github.immutable.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.pipeline.PipelineLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that everybody starts from. */
class ReferenceFilesTest {
  private static final Path PROJECT = Path.of("").toAbsolutePath();

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  @Test
  void keep_every_part_of_the_contract() throws Exception {
    assertThat(contract().check()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "aws", "digitalocean"})
  void have_no_hazards_once_their_providers_are_locked(String pipeline) throws Exception {
    UserFiles files = UserFiles.in(folder);
    for (String root : List.of("servers", "traffic")) {
      files.written("terraform/" + pipeline + "/" + root + "/.terraform.lock.hcl", "");
    }

    assertThat(files.contract("pipelines/" + pipeline + ".yml").hazards()).isEmpty();
  }

  @Test
  void without_their_lock_files_have_only_that_hazard() {
    assertThat(UserFiles.in(folder).contract("pipelines/aws.yml").hazards())
        .extracting(Breach::toString)
        .containsExactly(
            "terraform/aws/servers: no lock file: tomorrow's providers may be others than today's",
            "terraform/aws/traffic: no lock file: tomorrow's providers may be others than today's");
  }

  @Test
  void are_read_in_less_than_a_second() throws Exception {
    Contract contract = contract();
    Duration best = Duration.ofDays(1);
    // the machine may be busy with something else meanwhile
    for (int attempt = 0; attempt < 3; attempt++) {
      long start = System.nanoTime();
      contract.check();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      best = took.compareTo(best) < 0 ? took : best;
    }
    assertThat(best).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void are_read_with_the_line_of_every_block() throws Exception {
    List<String> found = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (Path file : hcl()) {
      String text = Files.readString(file);
      HclFile.read(file.toString(), text)
          .blocks()
          .forEach(block -> found.add(file + ":" + block.line() + " " + block.type()));
      List<String> lines = text.lines().toList();
      for (int line = 1; line <= lines.size(); line++) {
        // in these files what begins at the margin and opens a brace is a block
        if (lines.get(line - 1).matches("[a-z].*\\{}?")) {
          expected.add(file + ":" + line + " " + lines.get(line - 1).replaceFirst(" .*", ""));
        }
      }
    }
    assertThat(found).isNotEmpty().containsExactlyElementsOf(expected);
  }

  private static Contract contract() throws Exception {
    Pipeline pipeline = PipelineLoader.load(PROJECT.resolve("pipelines/local.yml"));
    return new Contract(pipeline, PROJECT, PROJECT);
  }

  private static List<Path> hcl() throws Exception {
    try (Stream<Path> packer = Files.walk(Path.of("packer"));
        Stream<Path> terraform = Files.walk(Path.of("terraform"))) {
      return Stream.concat(packer, terraform)
          .filter(file -> file.toString().matches(".*\\.(tf|pkr\\.hcl)"))
          .toList();
    }
  }
}
