package io.github.immutable.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.image.CommitRange;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a plan says. That it has changed nothing is looked at after each of them. */
final class ThenPlanned {
  /** All that a plan may start: what only looks. */
  private static final String LOOKS =
      "base-image|inventory-(images|servers)-\\d+|terraform-\\w+-(init|plan|show)";

  private final World world;
  private final PreviewReport report;
  private final List<String> calls;

  private ThenPlanned(World world, PreviewReport report, List<String> calls) {
    this.world = world;
    this.report = report;
    this.calls = calls;
  }

  static ThenPlanned of(World world, Releases.Request request) {
    Map<String, String> before = kept(world);
    Optional<Slot> traffic = world.traffic.carries();
    int servers = world.platform.servers().size();
    int calls = world.tools.count();
    PreviewReport report;
    try {
      report = new Preview(world.site()).report(request, false);
    } catch (ReleaseFailure | LedgerException | InterruptedException e) {
      throw new AssertionError(e);
    }
    List<String> names = world.tools.names(calls);
    assertThat(kept(world)).as("ledger, states and releases").isEqualTo(before);
    assertThat(world.traffic.carries()).isEqualTo(traffic);
    assertThat(world.platform.servers()).hasSize(servers);
    assertThat(names).allMatch(name -> name.matches(LOOKS));
    return new ThenPlanned(world, report, names);
  }

  /** Every file that outlives a command, by its bytes. */
  private static Map<String, String> kept(World world) {
    Path home = Site.home(world.root);
    Map<String, String> kept = new TreeMap<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = home.relativize(file).toString();
        boolean records =
            path.matches("ledger\\.db(-wal)?|releases/.*") || path.endsWith(".tfstate");
        boolean nothing = path.endsWith("-wal") && Files.size(file) == 0;
        if (records && !nothing) {
          kept.put(path, Arrays.toString(Files.readAllBytes(file)));
        }
      }
      return kept;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PreviewReport report() {
    return report;
  }

  ThenPlanned thenNothingInTheWay() {
    assertThat(report.obstacles()).isEmpty();
    assertThat(report.exitCode()).isZero();
    return this;
  }

  /** It would not go through: this is what it would tell first. */
  ThenPlanned thenStopped(int exitCode, Class<? extends ReleaseFailure> failure, String says) {
    assertThat(report.obstacles()).isNotEmpty();
    PreviewReport.Obstacle first = report.obstacles().getFirst();
    assertThat(first.failure()).isEqualTo(failure.getSimpleName());
    assertThat(first.message() + first.lines()).contains(says);
    assertThat(first.next()).isNotBlank();
    assertThat(first.help()).isNotBlank();
    assertThat(List.of(first.exitCode(), report.exitCode())).containsOnly(exitCode);
    return this;
  }

  ThenPlanned thenFailsIn(String stage) {
    assertThat(report.obstacles().getFirst().stage()).isEqualTo(stage);
    return this;
  }

  ThenPlanned thenAlreadyLive(boolean expected) {
    assertThat(report.alreadyLive()).isEqualTo(expected);
    return this;
  }

  ThenPlanned thenBuilds(String... why) {
    PreviewReport.ImagePlan image = Objects.requireNonNull(report.image());
    assertThat(image.built()).as("built: %s", image).isTrue();
    assertThat(image.artifact()).isNull();
    assertThat(image.why()).containsExactly(why);
    return this;
  }

  ThenPlanned thenChangedFiles(String... files) {
    assertThat(Objects.requireNonNull(report.image()).changedFiles()).containsExactly(files);
    return this;
  }

  ThenPlanned thenReuses(String artifact) {
    PreviewReport.ImagePlan image = Objects.requireNonNull(report.image());
    assertThat(image.built()).as("built: %s", image.why()).isFalse();
    assertThat(image.artifact()).isEqualTo(artifact);
    return this;
  }

  ThenPlanned thenGoes(CommitRange.Direction direction, List<String> comes, List<String> goes) {
    PreviewReport.Live live = Objects.requireNonNull(report.live());
    assertThat(live.direction()).isEqualTo(direction);
    assertThat(live.added()).extracting(CommitRange.Entry::subject).isEqualTo(comes);
    assertThat(live.left()).extracting(CommitRange.Entry::subject).isEqualTo(goes);
    return this;
  }

  ThenPlanned thenMakes(Slot slot, String... names) {
    PreviewReport.ServerPlan servers = servers();
    assertThat(servers.slot()).isEqualTo(slot);
    assertThat(servers.unknown()).isNull();
    assertThat(servers.made()).extracting(Server::name).containsExactly(names);
    assertThat(servers.actions()).isEqualTo(Map.of("create", names.length));
    assertThat(servers.changes()).hasSize(names.length);
    return this;
  }

  ThenPlanned thenRetires(Slot slot, int count) {
    assertThat(servers().from()).isEqualTo(slot);
    assertThat(servers().retired()).hasSize(count);
    return this;
  }

  ThenPlanned thenNotes(String... notes) {
    assertThat(report.notes()).containsExactly(notes);
    return this;
  }

  /** What it stopped short of. */
  ThenPlanned thenServersNotPlanned() {
    assertThat(report.servers()).isNull();
    assertThat(calls).noneMatch(name -> name.startsWith("terraform"));
    return this;
  }

  PreviewReport.ServerPlan servers() {
    return Objects.requireNonNull(report.servers());
  }

  Given afterwards() {
    return new Given(world);
  }
}
