package io.github.immutable.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/**
 * Every parser on mutated recordings: no exception but its own, no hang, nothing invented. What
 * each input is held against is in the parser's {@code …Target}.
 *
 * <p>Repeatable by its seeds. {@code -Dfuzz.salt=NUMBER} gives other inputs of the same kind; a
 * failure prints the shortest mutations that were found, and the input.
 */
@PropertyDefaults(
    edgeCases = EdgeCasesMode.NONE,
    generation = GenerationMode.RANDOMIZED,
    afterFailure = AfterFailureMode.RANDOM_SEED)
class FuzzTest {
  private static final String SEED = "20261125";
  private static final int SALT = Integer.getInteger("fuzz.salt", 0);
  private static final int ALL = 100_000;
  private static final int TARGETS_THERE_ARE = 13;

  private static final Map<String, Consumer<byte[]>> TARGETS = new HashMap<>();
  private static final Map<String, List<byte[]>> RECORDINGS = new HashMap<>();
  private static final Watched WATCHED = new Watched();
  private static @Nullable Path folder;
  private static @Nullable Coverage coverage;

  @BeforeContainer
  static void load() throws Exception {
    folder = Files.createTempDirectory("fuzz");
    coverage = new Coverage(Report.MEASURED);
  }

  @Property(tries = 17_000, seed = SEED)
  void promise_6_no_image_id_is_invented_from_packers_stream(@ForAll("mutated") Mutated its) {
    give("image.PackerTarget", () -> Recordings.of("packer", "packer.out"), its);
  }

  @Property(tries = 12_000, seed = SEED)
  void promise_6_no_image_id_is_invented_from_packers_manifest(@ForAll("mutated") Mutated its) {
    give("image.ManifestTarget", () -> Recordings.of("packer", "manifest.json"), its);
  }

  @Property(tries = 8_000, seed = SEED)
  void a_failed_build_is_told_whatever_ansibles_results_are(@ForAll("mutated") Mutated its) {
    give("image.AnsibleTarget", () -> Recordings.of("packer", ".xml", "command/packer.out"), its);
  }

  @Property(tries = 10_000, seed = SEED)
  void a_failed_terraform_is_told_whatever_it_streamed(@ForAll("mutated") Mutated its) {
    give("servers.TerraformTarget", () -> Recordings.of("terraform", ".out"), its);
  }

  @Property(tries = 12_000, seed = SEED)
  void promise_1_a_plan_that_touches_an_active_server_is_refused_however_it_reads(
      @ForAll("mutated") Mutated its) {
    give("servers.PlanTarget", () -> Recordings.of("terraform", "plan.json"), its);
  }

  @Property(tries = 8_000, seed = SEED)
  void no_server_is_invented_from_terraforms_outputs(@ForAll("mutated") Mutated its) {
    give("servers.OutputsTarget", () -> Recordings.of("terraform", "output.json"), its);
  }

  @Property(tries = 1_000, seed = SEED)
  void a_backend_is_looked_for_in_any_root(@ForAll("mutated") Mutated its) {
    give("servers.RootTarget", () -> CONFIGURATION, its);
  }

  @Property(tries = 8_000, seed = SEED)
  void nothing_is_invented_from_an_inventory(@ForAll("mutated") Mutated its) {
    give("servers.InventoryTarget", () -> Recordings.inventory(), its);
  }

  @Property(tries = 6_000, seed = SEED)
  void promise_2_no_answer_proves_an_image_that_it_does_not_name(@ForAll("mutated") Mutated its) {
    give("servers.HealthTarget", () -> Recordings.health(), its);
  }

  @Property(tries = 5_000, seed = SEED)
  void a_pipeline_file_is_read_or_its_mistakes_are_told(@ForAll("mutated") Mutated its) {
    give("pipeline.PipelineTarget", () -> Recordings.files("pipelines/local.yml"), its);
  }

  @Property(tries = 11_000, seed = SEED)
  void no_load_and_no_slot_is_invented_from_haproxys_answers(@ForAll("mutated") Mutated its) {
    give("traffic.HaproxyTarget", () -> Recordings.haproxy(), its);
  }

  @Property(tries = 6_000, seed = SEED)
  void no_slot_and_no_healthy_server_is_invented_from_what_a_balancers_command_prints(
      @ForAll("mutated") Mutated its) {
    give("traffic.BalancerTarget", () -> Recordings.balancer(), its);
  }

  @Property(tries = 2_000, seed = SEED)
  void packer_and_terraform_files_are_read_or_told(@ForAll("mutated") Mutated its) {
    give("contract.ContractTarget", () -> CONFIGURATION, its);
  }

  private static final List<byte[]> CONFIGURATION =
      Stream.of(
              Recordings.files(
                  "terraform/container/main.tf",
                  "terraform/container/variables.tf",
                  "terraform/container/versions.tf",
                  "packer/container/web.pkr.hcl"),
              Recordings.of("packer", "broken-template/packer.out"),
              Recordings.of("terraform", "validate.json"))
          .flatMap(List::stream)
          .toList();

  @Provide
  Arbitrary<Mutated> mutated() {
    Arbitrary<Integer> number =
        Arbitraries.integers().withDistribution(RandomDistribution.uniform());
    Arbitrary<Mutation> mutation =
        Combinators.combine(Arbitraries.of(Mutation.Kind.class), number, number)
            .as((kind, at, what) -> new Mutation(kind, at ^ SALT, what ^ SALT));
    return Combinators.combine(number, number, mutation.list().ofMinSize(1).ofMaxSize(4))
        .as((recording, other, mutations) -> new Mutated(recording, other, mutations));
  }

  private static void give(String name, Supplier<List<byte[]>> recordings, Mutated its) {
    Consumer<byte[]> target = TARGETS.computeIfAbsent(name, FuzzTest::target);
    List<byte[]> read = RECORDINGS.computeIfAbsent(name, absent -> recordings.get());
    WATCHED.give(name, target, its.bytes(read));
  }

  private static Consumer<byte[]> target(String name) {
    if (folder == null || coverage == null) {
      throw new AssertionError("not loaded");
    }
    try {
      return coverage.target(name, Files.createDirectory(folder.resolve(name)));
    } catch (IOException | ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @AfterContainer
  static void count() throws IOException {
    if (folder == null || coverage == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    List<Coverage.Reached> reached = coverage.reached();
    Report report = new Report(WATCHED.given(), reached);
    System.out.println(report.table("seed " + SEED + ", salt " + SALT));
    if (TARGETS.size() == TARGETS_THERE_ARE) {
      assertThat(report.inputs()).isGreaterThanOrEqualTo(ALL);
      assertThat(report.hardlyReached()).isEmpty();
    }
  }
}
