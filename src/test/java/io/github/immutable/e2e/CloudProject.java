package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.immutable.load.Load;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A project with the reference files of a cloud that a test plays, and its command line. Secrets
 * that the cloud is asked with are looked for in all that it prints and keeps.
 */
final class CloudProject {
  private static final String NAME = "shop";
  private static final String SITE = "ansible/files/site/index.html";

  private final String cloud;
  private final URI door;
  private final Canaries canaries;
  private final List<String> leaks = new ArrayList<>();
  private final Path tools;
  final Checkout checkout;
  final CommandLine command;

  /** What a test saw last, if it did nothing after that. */
  private @Nullable JsonNode seen;

  /**
   * A project that is not there yet: {@link #followsTheGuide} makes it.
   *
   * @param cloud as {@code init --target} has it
   * @param door where the cloud's balancer answers here
   * @param tools a folder with an {@code immutable} and a {@code terraform} that run as somebody
   *     with the cloud's credentials
   */
  CloudProject(Path folder, String cloud, URI door, List<String> secrets, Path tools) {
    this.cloud = cloud;
    this.door = door;
    this.tools = tools;
    canaries = new Canaries(secrets);
    checkout = new Checkout(folder.resolve(NAME));
    command = new CommandLine(checkout.folder(), folder.resolve("scratch"));
  }

  String pipeline() {
    return "pipelines/" + cloud + ".yml";
  }

  /**
   * Types all that the guide to this cloud tells to type, up to a release that is live, and
   * compares what is printed.
   *
   * @param here what is other in the played cloud, as expressions for sed in the pipeline file
   */
  void followsTheGuide(List<String> here) throws IOException {
    GuidePage written = GuidePage.of(Shell.BASE.resolve("docs/guides/" + cloud + ".md"));
    List<String> edits = new ArrayList<>(here);
    // right for servers that matter, and long for a test
    edits.add("s/every: 2s/every: 1s/");
    edits.add("s/within: 5m/within: 20s/");
    edits.add("s/for: 1m/for: 3s/");
    edits.add("s/drain: 30s/drain: 2s/");
    GuidePage page =
        written
            .with("apply -var", "apply -auto-approve -var")
            .with(
                "$(terraform -chdir=terraform/" + cloud + "/base output -raw front_door)",
                door.toString());
    Path scratch = Files.createDirectories(command.scratch());

    String printed =
        new GuideRun(checkout.folder().resolveSibling("."), scratch, GuideRun.reader(tools + ""))
            .printed(
                page.script(
                    Map.of(
                        "sed -i",
                        "sed -i -e '" + String.join("' -e '", edits) + "' " + pipeline())));

    leaks.addAll(canaries.in(printed, "what the guide's commands print"));
    assertThat(written.disagreements(printed))
        .as("what %s says, and what it printed:%n%s", written.name(), printed)
        .isEmpty();
    checkout.initialize();
  }

  /** A version whose image is another than that of every other. */
  void changedVersion(String tag) throws IOException {
    Files.writeString(checkout.folder().resolve(SITE), "the site of " + tag);
    checkout.version(tag, "A site of its own");
  }

  /** A version that changes nothing that the image is made of. */
  void sameVersion(String tag) throws IOException {
    Files.writeString(checkout.folder().resolve("README.md"), "This is " + tag);
    checkout.version(tag, "Nothing that the image is made of");
  }

  Answer immutable(String... arguments) {
    Answer answer = begin(arguments).await();
    String verb = String.join(" ", arguments);
    leaks.addAll(canaries.in(answer.out(), "standard output of " + verb));
    leaks.addAll(canaries.in(answer.err(), "standard error of " + verb));
    return answer;
  }

  Invocation begin(String... arguments) {
    List<String> words = new ArrayList<>(List.of(tools.resolve("immutable").toString()));
    words.addAll(List.of(arguments));
    seen = null;
    return command.begin(words, List.of(arguments));
  }

  /** The same with something else in the environment. */
  Answer with(String setting, String... arguments) {
    List<String> words =
        new ArrayList<>(List.of("env", setting, tools.resolve("immutable").toString()));
    words.addAll(List.of(arguments));
    return command.begin(words, List.of(arguments)).await();
  }

  JsonNode status() {
    JsonNode status = immutable("status", "--output", "json").json();
    seen = status;
    return status;
  }

  /** The slot of each server that the ledger knows. */
  List<String> known() {
    List<String> known = new ArrayList<>();
    JsonNode status = seen == null ? status() : seen;
    for (JsonNode slot : status.path("slots")) {
      slot.path("servers").forEach(server -> known.add(slot.path("slot").asText()));
    }
    return known;
  }

  /** Told, seen, and answering. */
  void live(String version) {
    JsonNode status = status();
    assertThat(status.path("live").asText()).isEqualTo(version);
    assertThat(status.path("problems")).isEmpty();
    assertThat(answers()).isEqualTo(status.path("image").asText());
  }

  /** The image that answers at the front door. */
  private String answers() {
    try (Load load = Load.start(Load.Options.of(door.toString()).withConnections(1))) {
      Sample.moreAnswers(load, 1);
      return String.join(" ", load.snapshot().tagsSince(Instant.EPOCH));
    }
  }

  /**
   * The exact id that a version's image has.
   *
   * @param id what it looks like; its first group is given
   */
  String artifact(String version, Pattern id) {
    for (JsonNode image : immutable("images", "--output", "json").exits(0).json()) {
      if (image.path("versions").toString().contains("\"" + version + "\"")) {
        Matcher found = id.matcher(image.toString());
        assertThat(found.find()).as("%s in %s", id, image).isTrue();
        return found.group(1);
      }
    }
    throw new AssertionError("no image of " + version);
  }

  Load load() {
    Load load =
        Load.start(
            Load.Options.of(door.toString()).withConnections(8).withRate(50).withEcho("/echo"));
    Sample.moreAnswers(load, 50);
    return load;
  }

  /** As far as the balancer goes that the test has, which is not the cloud's. */
  void noneLost(Load load) {
    load.close();
    Load.Snapshot count = load.snapshot();
    System.out.printf(
        "%s, played balancer: %d requests, %d lost%n", cloud, count.ok(), count.lost());
    assertThat(count.lost()).as("lost: %s", count.reasons()).isZero();
    assertThat(count.ok()).isPositive();
  }

  String lastCall() {
    return command.calls("terraform").getLast();
  }

  /** No plan and no apply of a release has anything to do with servers that are live. */
  void neverNamed(Map<String, String> live, String release) throws IOException {
    neverNamed(live.keySet(), release);
  }

  private void neverNamed(Set<String> live, String release) throws IOException {
    Path logs = checkout.folder().resolve(".immutable/releases").resolve(release).resolve("launch");
    int read = 0;
    try (Stream<Path> files = Files.walk(logs)) {
      for (Path log : files.filter(its -> its.toString().endsWith(".out")).toList()) {
        String text = Files.readString(log);
        live.forEach(id -> assertThat(text).as("%s", log).doesNotContain(id));
        read++;
      }
    }
    assertThat(read).as("logs of the launch").isPositive();
  }

  /** Looks at the process list no more, and says where secrets were seen, files included. */
  void hasLeakedNothing() throws IOException {
    canaries.close();
    leaks.addAll(canaries.below(checkout.folder().resolve(".immutable")));
    leaks.addAll(canaries.inProcesses());
    System.out.println(cloud + " canaries: " + canaries.counts() + ", " + leaks.size() + " hits");
    assertThat(leaks).as("promise 8").isEmpty();
  }
}
