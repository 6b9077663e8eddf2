package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.immutable.load.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reference files for AWS, with the real Packer, Ansible, Terraform and AWS provider. Amazon
 * itself is played: its API by moto, its servers by containers of what Packer built. Each test goes
 * on from what the one before has left, because a region takes a minute to set up.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AwsTest {
  private static final String PIPELINE = "pipelines/aws.yml";
  private static final int SERVERS = 2;

  @TempDir private static Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static AwsRegion region;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Checkout checkout;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static CommandLine command;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Path launcher;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Canaries canaries;

  private static final List<String> LEAKS = new ArrayList<>();
  private static String unfinished = "";

  /** What a test saw last, if it did nothing after that. */
  private static @Nullable JsonNode seen;

  @BeforeAll
  static void a_project_and_a_region_with_a_balancer() throws Exception {
    region = AwsRegion.open(folder);
    canaries = new Canaries(List.of(AwsRegion.SECRET, AwsRegion.TOKEN));
    checkout = new Checkout(Files.createDirectory(folder.resolve("project")));
    for (String part : List.of("packer/aws", "terraform/aws", "ansible")) {
      Path to = checkout.folder().resolve(part);
      Files.createDirectories(to.getParent());
      Shell.run(Shell.BASE, "cp", "-r", part, to.toString());
    }
    Files.createDirectory(checkout.folder().resolve("pipelines"));
    Files.copy(Shell.BASE.resolve(PIPELINE), checkout.folder().resolve(PIPELINE));
    checkout.initialize();
    checkout
        .edit(PIPELINE, "region: eu-central-1", "region: " + region.text("region"))
        .edit(PIPELINE, "ami-0{17}.*", region.text("base"))
        .edit(
            PIPELINE,
            "    run: .*",
            String.join(
                "\n    ",
                "    run: \"\\${build.run}\"",
                "subnet: " + region.text("subnet"),
                "ssh_interface: private_ip",
                "endpoint: \"http://127.0.0.1:5000\""))
        .edit(PIPELINE, "http://web-aws.example.com/", "http://127.0.0.1:8080/")
        .edit(PIPELINE, "every: 2s", "every: 1s")
        .edit(PIPELINE, "within: 5m", "within: 20s")
        .edit(PIPELINE, "for: 1m", "for: 3s")
        .edit(PIPELINE, "drain: 30s", "drain: 2s")
        .version("v1", "One");
    command = new CommandLine(checkout.folder(), folder.resolve("scratch"));
    launcher = region.launcher(folder.resolve("immutable-on-aws"), CommandLine.LAUNCHER);
    applyBase();
  }

  /** As docs/guides/aws.md says; of it the balancer alone takes a minute. */
  private static void applyBase() throws IOException {
    Path terraform =
        region.launcher(
            folder.resolve("terraform-on-aws"), Shell.installed("terraform").toString());
    Path base = checkout.folder().resolve("terraform/aws/base");
    Path copy = folder.resolve("base");
    Shell.run(folder, "cp", "-r", base.toString(), copy.toString());
    Shell.run(copy, terraform.toString(), "init");
    Shell.run(
        copy,
        terraform.toString(),
        "apply",
        "-auto-approve",
        "-var=project=web",
        "-var=pipeline=aws");
  }

  @AfterAll
  static void the_region_is_closed() throws Exception {
    try {
      assertThat(unfinished).as("the last test, if it did not end as it should").isEmpty();
      LEAKS.addAll(canaries.below(checkout.folder().resolve(".immutable")));
      LEAKS.addAll(canaries.inProcesses());
      System.out.println("AWS canaries: " + canaries.counts() + ", " + LEAKS.size() + " hits");
      assertThat(LEAKS).as("promise 8").isEmpty();
    } finally {
      canaries.close();
      region.close();
    }
  }

  @BeforeEach
  void it_goes_on_from_what_the_one_before_has_left(TestInfo test) {
    assertThat(unfinished).as("the test before, which did not end as it should").isEmpty();
    unfinished = test.getDisplayName();
  }

  /** Whatever a test did, no server stands that nobody knows, and no builder. */
  @AfterEach
  void nothing_is_left_over() {
    region.does();
    List<String> known = new ArrayList<>();
    JsonNode status = seen == null ? status() : seen;
    status
        .path("slots")
        .forEach(
            slot -> slot.path("servers").forEach(server -> known.add(slot.path("slot").asText())));
    assertThat(region.servers().values()).as("servers that stand").hasSameElementsAs(known);
    assertThat(region.servers()).hasSize(known.size());
    assertThat(region.builders()).as("what builds have left").isEmpty();
  }

  @Test
  @Order(1)
  void a_version_goes_live() {
    Answer released = immutable("release", "v1").exits(0);

    assertThat(released.out()).contains("v1 is live", "2 servers");
    assertThat(region.servers().values()).containsExactly("blue", "blue");
    live("v1");
    unfinished = "";
  }

  @Test
  @Order(2)
  void an_unchanged_image_is_not_built_again_and_throttling_is_waited_out() throws Exception {
    Files.writeString(checkout.folder().resolve("README.md"), "Not in the image");
    checkout.version("v1a", "Nothing that the image is made of");
    int builds = command.runs("packer");
    Map<String, String> before = region.servers();
    Load load = load();
    region.does(
        fault("RunInstances", "throttle", 2),
        fault("DescribeInstances", "error", 2),
        fault("DescribeTargetHealth", "throttle", 2));

    immutable("release", "v1a").exits(0);

    assertThat(region.met("throttle")).as("throttled calls").isEqualTo(4);
    assertThat(region.met("error")).as("calls that ended with 500").isEqualTo(2);
    assertThat(command.runs("packer")).as("runs of Packer").isEqualTo(builds);
    assertThat(region.servers()).as("standby and new ones").hasSize(2 * SERVERS);
    noneLost(load);
    neverNamed(before, "aws-2");
    live("v1a");
    unfinished = "";
  }

  @Test
  @Order(3)
  void a_quota_is_told_in_amazons_words() {
    region.does(fault("RunInstances", "quota", 99));

    Answer released = immutable("release", "v1").exits(10);

    assertThat(released.err()).contains("more vCPU capacity than your current limit");
    live("v1a");
    unfinished = "";
  }

  @Test
  @Order(4)
  void promise_2_a_server_that_boots_another_image_gets_no_traffic_and_is_put_back()
      throws Exception {
    Files.writeString(checkout.folder().resolve("ansible/files/site/index.html"), "version two");
    checkout.version("v2", "Two");
    Map<String, String> before = region.servers();
    String old = region.state().path("instances").path(0).path("image").asText();
    Load load = load();
    region.does(new AwsRegion.Fault("", "boots", 1, old));

    Answer released = immutable("release", "v2").exits(10);

    assertThat(released.err())
        .contains("does not run the image of this release", "Live:  v1a (release");
    noneLost(load);
    assertThat(region.servers()).isEqualTo(before);
    live("v1a");
    unfinished = "";
  }

  @Test
  @Order(5)
  void promise_4_killed_in_launch_it_is_resumed_and_nothing_is_left() throws Exception {
    Load load = load();
    begin("release", "v2")
        .reaches("launch")
        .when("a new server", () -> region.servers().size() > SERVERS)
        .kill();

    assertThat(immutable("release", "v2").exits(3).err()).contains("immutable resume");
    immutable("resume").exits(0);

    noneLost(load);
    live("v2");
    unfinished = "";
  }

  @Test
  @Order(6)
  void promise_4_killed_in_promote_a_rollback_to_a_named_version_is_resumed() throws Exception {
    Load load = load();
    begin("rollback", "v1a")
        .reaches("promote")
        .when("a switch", () -> lastCall().startsWith("apply"))
        .kill();

    immutable("resume").exits(0);

    noneLost(load);
    live("v1a");
    unfinished = "";
  }

  @Test
  @Order(7)
  void promise_4_killed_in_a_build_it_leaves_no_builder() throws Exception {
    Files.writeString(checkout.folder().resolve("ansible/files/site/index.html"), "version three");
    checkout.version("v3", "Three");
    begin("release", "v3").when("a build server", () -> !region.builders().isEmpty()).kill();

    immutable("abort").exits(0);

    live("v1a");
    unfinished = "";
  }

  @Test
  @Order(8)
  void credentials_that_expire_while_it_soaks_end_safely() {
    Load load = load();
    Invocation release = begin("release", "v2").reaches("soak");
    region.does(fault("*", "expired", 9999));

    Answer released = release.await().exits(20);
    assertThat(released.err()).contains("Request has expired", "immutable retire");
    noneLost(load);

    region.does();
    immutable("retire").exits(0);
    live("v2");
    unfinished = "";
  }

  @Test
  @Order(9)
  void what_is_wrong_with_the_account_is_told_before_a_build() throws Exception {
    int builds = command.runs("packer");
    region.does(fault("*", "denied", 9999));

    Answer denied = immutable("release", "v3");

    denied.exits(20);
    assertThat(denied.err()).contains("You are not authorized to perform this operation");
    region.does();
    assertThat(with("AWS_REGION=eu-north-1", "release", "v3").exits(20).err())
        .contains("LoadBalancerNotFound");
    assertThat(with("AWS_ACCESS_KEY_ID=", "release", "v3").exits(20).err())
        .contains("Amazon says: ");
    assertThat(command.runs("packer")).as("runs of Packer").isEqualTo(builds);
    unfinished = "";
  }

  @Test
  @Order(10)
  void an_image_that_somebody_deleted_is_missed_before_anything_is_done() {
    region.deletes(imageOf("v1a"));

    Answer rolledBack = immutable("rollback", "v1a").exits(2);

    assertThat(rolledBack.err()).contains("the image of release", "(v1a) is gone");
    live("v2");
    unfinished = "";
  }

  @Test
  @Order(11)
  void destroyed_nothing_stands() {
    immutable("destroy", "--yes").exits(0);

    assertThat(region.servers()).isEmpty();
    assertThat(status().hasNonNull("live")).isFalse();
    unfinished = "";
  }

  private static AwsRegion.Fault fault(String action, String kind, int times) {
    return AwsRegion.Fault.of(action, kind, times);
  }

  private static Answer immutable(String... arguments) {
    Answer answer = begin(arguments).await();
    String verb = String.join(" ", arguments);
    LEAKS.addAll(canaries.in(answer.out(), "standard output of " + verb));
    LEAKS.addAll(canaries.in(answer.err(), "standard error of " + verb));
    return answer;
  }

  private static Invocation begin(String... arguments) {
    List<String> words = new ArrayList<>(List.of(launcher.toString()));
    words.addAll(List.of(arguments));
    seen = null;
    return command.begin(words, List.of(arguments));
  }

  /** The same with something else in the environment. */
  private static Answer with(String setting, String... arguments) {
    List<String> words = new ArrayList<>(List.of("env", setting, launcher.toString()));
    words.addAll(List.of(arguments));
    return command.begin(words, List.of(arguments)).await();
  }

  /** The exact image that a version has. */
  private static String imageOf(String version) {
    for (JsonNode image : immutable("images", "--output", "json").exits(0).json()) {
      if (image.path("versions").toString().contains("\"" + version + "\"")) {
        return image.toString().replaceFirst(".*(ami-[0-9a-f]+).*", "$1");
      }
    }
    throw new AssertionError("no image of " + version);
  }

  private static JsonNode status() {
    JsonNode status = immutable("status", "--output", "json").json();
    seen = status;
    return status;
  }

  /** Told, seen, and answering. */
  private static void live(String version) {
    JsonNode status = status();
    assertThat(status.path("live").asText()).isEqualTo(version);
    assertThat(status.path("problems")).isEmpty();
    assertThat(answers()).isEqualTo(status.path("image").asText());
  }

  /** The image that answers at the front door. */
  private static String answers() {
    try (Load load = Load.start(Load.Options.of(region.door().toString()).withConnections(1))) {
      Sample.moreAnswers(load, 1);
      return String.join(" ", load.snapshot().tagsSince(Instant.EPOCH));
    }
  }

  private static Load load() {
    Load load =
        Load.start(
            Load.Options.of(region.door().toString())
                .withConnections(8)
                .withRate(50)
                .withEcho("/echo"));
    Sample.moreAnswers(load, 50);
    return load;
  }

  /** As far as this balancer goes, which is not Amazon's. */
  private static void noneLost(Load load) {
    load.close();
    Load.Snapshot count = load.snapshot();
    System.out.printf("AWS, emulated balancer: %d requests, %d lost%n", count.ok(), count.lost());
    assertThat(count.lost()).as("lost: %s", count.reasons()).isZero();
    assertThat(count.ok()).isPositive();
  }

  private static String lastCall() {
    return command.calls("terraform").getLast();
  }

  /** No plan and no apply of a release has anything to do with servers that are live. */
  private static void neverNamed(Map<String, String> live, String release) throws IOException {
    Path logs = checkout.folder().resolve(".immutable/releases").resolve(release).resolve("launch");
    try (Stream<Path> files = Files.walk(logs)) {
      for (Path log : files.filter(its -> its.toString().endsWith(".out")).toList()) {
        String text = Files.readString(log);
        live.keySet().forEach(id -> assertThat(text).as("%s", log).doesNotContain(id));
      }
    }
  }
}
