package io.github.immutable.release;

import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.immutable.doctor.Finding;
import io.github.immutable.servers.Slot;
import io.github.immutable.tool.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What doctor finds of a pipeline: the ledger held against states, balancer and platform. */
class DiagnosisTest extends Scenarios {

  @Test
  void before_a_first_release_all_is_well() throws Exception {
    assertThat(findings(given())).allMatch(its -> its.state() == Finding.State.OK);
  }

  @Test
  void with_a_version_live_and_a_standby_all_is_well() throws Exception {
    List<Finding> findings =
        findings(given().standby(Duration.ofMinutes(10)).liveServers("v1", "v2"));

    assertThat(findings).allMatch(its -> its.state() == Finding.State.OK);
    assertThat(message(findings, "slot blue"))
        .isEqualTo("standby, 2 servers; 2 resources in its state");
    assertThat(message(findings, "slot green"))
        .isEqualTo("active, 2 servers; 2 resources in its state");
    assertThat(message(findings, "traffic")).isEqualTo("slot green has it, and so says the ledger");
    assertThat(message(findings, "ledger")).isEqualTo("2 releases, every record as it was written");
  }

  @Test
  void looking_changes_no_file() throws Exception {
    Given given = given().standby(Duration.ofMinutes(10)).liveServers("v1", "v2");
    Map<String, String> before = files(given.world().root);

    findings(given);

    assertThat(files(given.world().root)).isEqualTo(before);
  }

  @Test
  void what_a_release_is_refused_for_doctor_finds_in_the_same_words() throws Exception {
    Given switched =
        given().liveServers("v1").with(world -> world.traffic.tamper(Optional.of(GREEN)));
    sameAsRelease(switched, "traffic");
  }

  @Test
  void an_unfinished_release_is_found_in_the_same_words() throws Exception {
    sameAsRelease(
        given().liveServers("v1").killedAt("begin soak").whenReleasing("v2").afterwards(),
        "pipeline");
  }

  @Test
  void a_state_that_the_ledger_has_forgotten_is_found_in_the_same_words() throws Exception {
    Given forgotten = given();
    stateOf(forgotten, BLUE, "{\"version\": 4, \"resources\": [{}]}");
    sameAsRelease(forgotten, "slot blue");
  }

  @Test
  void servers_that_the_ledger_has_forgotten_are_found_in_the_same_words() throws Exception {
    sameAsRelease(given().with(DiagnosisTest::stray), "servers");
  }

  @Test
  void a_balancer_that_cannot_be_used_is_found_in_the_same_words() throws Exception {
    Given given = given().liveServers("v1").balancerRefuses("ready");
    sameAsRelease(given, "balancer");
    assertThat(finding(findings(given), "traffic").state()).isEqualTo(Finding.State.NOT_CHECKED);
  }

  @Test
  void an_inventory_that_fails_is_found_with_its_own_words_and_asked_no_more() throws Exception {
    Given given = given().liveServers("v1").tool("inventory");
    int before = given.world().tools.count();

    List<Finding> findings = findings(given);

    Finding inventory = finding(findings, "inventory");
    assertThat(inventory.exitCode()).isEqualTo(20);
    assertThat(inventory.lines()).containsExactly("inventory-images-1 was told to fail");
    assertThat(finding(findings, "leftovers").state()).isEqualTo(Finding.State.NOT_CHECKED);
    assertThat(given.world().tools.names(before)).containsExactly("inventory-images-1");
  }

  @Test
  void without_an_inventory_it_is_said_what_that_costs() throws Exception {
    Finding none = finding(findings(given().with(world -> world.inventory = false)), "inventory");
    assertThat(none.state()).isEqualTo(Finding.State.WARNING);
    assertThat(none.mend()).contains("docs/inventory.md");
  }

  @Test
  void an_unreadable_state_is_a_problem_and_its_backup_the_way_out() throws Exception {
    Given given = given().liveServers("v1");
    Path state = stateOf(given, BLUE, "{\"version\": 4, \"resou");

    Finding torn = finding(findings(given), "slot blue");
    assertThat(torn.exitCode()).isEqualTo(20);
    assertThat(torn.mend()).isEqualTo("restore that file from a backup");

    Path backup = state.resolveSibling("terraform.tfstate.backup");
    Files.writeString(backup, "{\"version\": 4, \"resources\": []}");
    assertThat(finding(findings(given), "slot blue").mend())
        .isEqualTo("cp " + backup + " " + state);
  }

  @Test
  void a_state_that_is_gone_or_holds_more_than_the_ledger_says_is_told() throws Exception {
    Given given = given().liveServers("v1");
    stateOf(given, GREEN, "{\"version\": 4, \"resources\": [{}, {}]}");
    Files.delete(
        given.world().root.resolve(".immutable/terraform/states/web-local-blue/terraform.tfstate"));

    List<Finding> findings = findings(given);

    assertThat(finding(findings, "slot blue").state()).isEqualTo(Finding.State.WARNING);
    assertThat(message(findings, "slot blue")).contains("its state is gone");
    assertThat(message(findings, "slot green"))
        .isEqualTo("empty, and yet its state holds 2 resources");
  }

  @Test
  void a_state_that_a_backend_keeps_is_not_called_gone() throws Exception {
    Given given = given();
    Files.writeString(
        given.world().root.resolve("terraform/backend.tf"),
        "terraform {\n  backend \"http\" {}\n}\n");
    assertThat(message(findings(given), "slot blue")).contains("kept by a backend");
  }

  @Test
  void states_of_pipelines_that_are_gone_are_told() throws Exception {
    Given given = given();
    Path states = given.world().root.resolve(".immutable/terraform/states");
    state(states.resolve("web-staging-blue"), "{\"version\": 4, \"resources\": [{}]}");
    state(states.resolve("web-test-blue"), "{\"version\": 4, \"resources\": []}");

    assertThat(message(findings(given), "states")).endsWith("with resources: web-staging-blue");
  }

  @Test
  void a_server_that_nobody_knows_stops_no_release_beside_a_live_one() throws Exception {
    Finding stray =
        finding(findings(given().liveServers("v1").with(DiagnosisTest::stray)), "servers");
    assertThat(stray.state()).isEqualTo(Finding.State.WARNING);
    assertThat(stray.message()).isEqualTo("the ledger does not know stray");
    assertThat(stray.mend()).startsWith("inventory remove ID");
  }

  @Test
  void a_server_that_is_gone_is_told() throws Exception {
    Given given =
        given().liveServers("v1").with(world -> world.platform.vanish("web-local-blue-2"));
    assertThat(message(findings(given), "servers"))
        .isEqualTo("web-local-blue-2 does not exist, says the inventory");
  }

  @Test
  void an_image_that_is_gone_is_told() throws Exception {
    Given given = given().liveServers("v1");
    given.world().platform.loseImage(given.world().platform.images().getFirst());

    Finding gone = finding(findings(given), "images");
    assertThat(gone.state()).isEqualTo(Finding.State.WARNING);
    assertThat(gone.message()).startsWith("1 of 1 are gone: ");
  }

  @Test
  void a_builder_that_a_release_has_left_is_told_with_the_way_to_remove_it() throws Exception {
    Given given = given().killedAt("before packer-build").whenReleasing("v1").afterwards();
    given.world().platform.makeBuilder("builder-1", "web-local-1");

    Finding builder = finding(findings(given), "builders");
    assertThat(builder.message()).isEqualTo("local-1 has left builder-1");
    assertThat(builder.mend()).isEqualTo("immutable abort --pipeline local");
  }

  @Test
  void scratch_folders_of_dead_processes_are_told_and_not_those_of_living_ones() throws Exception {
    Given given = given().liveServers("v1");
    Path home = given.world().root.resolve(".immutable");
    Path dead = Files.createDirectories(home.resolve("looks/999999999"));
    Files.createDirectories(home.resolve("looks/" + ProcessHandle.current().pid()));
    Path checkout = Files.createDirectories(home.resolve("releases/local-1/checkout"));

    assertThat(finding(findings(given), "scratch folders").mend())
        .isEqualTo("rm -r " + dead + " " + checkout);
  }

  @Test
  void a_release_that_holds_the_pipeline_keeps_its_checkout() throws Exception {
    Given killed = given().killedAt("before packer-build").whenReleasing("v1").afterwards();
    assertThat(killed.world().root.resolve(".immutable/releases/local-1/checkout")).exists();
    assertThat(finding(findings(killed), "scratch folders").state()).isEqualTo(Finding.State.OK);
  }

  @Test
  void a_clock_that_was_set_back_is_told() throws Exception {
    Given given = given().with(world -> world.time.pass(Duration.ofHours(1))).liveServers("v1");
    given.world().time.pass(Duration.ofHours(-1));

    Finding clock = finding(findings(given), "clock");
    assertThat(clock.state()).isEqualTo(Finding.State.WARNING);
    assertThat(clock.message()).contains("release local-1 started at");
  }

  @Test
  void uncommitted_files_are_told_and_stop_a_release_in_ci() throws Exception {
    Given given = given();
    GitProject.write(given.world().root, "terraform/main.tf", "# changed\n");
    assertThat(finding(findings(given), "uncommitted").state()).isEqualTo(Finding.State.WARNING);

    sameAsRelease(given.with(world -> world.strict = true), "uncommitted");
  }

  @Test
  void an_agent_that_forgets_what_stands_elsewhere_is_told_what_a_release_says() throws Exception {
    Given given = given().with(world -> world.door = Optional.of(URI.create("https://192.0.2.7/")));
    assertThat(findings(given)).noneMatch(its -> its.check().equals("CI agent"));

    given.with(world -> world.strict = true);
    Finding agent = finding(findings(given), "CI agent");

    ReleaseFailure refused =
        catchThrowableOfType(
            ReleaseFailure.class, () -> FreshAgent.of(given.world().site()).check(false));
    assertThat(agent.message()).isEqualTo(refused.getMessage());
    assertThat(agent.exitCode()).isEqualTo(refused.exitCode()).isEqualTo(2);
  }

  @Test
  void image_inputs_that_are_not_committed_are_in_no_release_and_that_is_told() throws Exception {
    Given given = given().with(world -> world.strict = true);
    GitProject.write(given.world().root, "image/app", "not committed");

    assertThat(message(findings(given), "uncommitted"))
        .isEqualTo("no release will have these: image/app");
  }

  private static void stray(World world) {
    world.platform.boot(world.platform.prepare("stray", GREEN, "local-0", "sha256:x"));
  }

  private static void sameAsRelease(Given given, String check) throws Exception {
    Finding found = finding(findings(given), check);
    Then release = given.whenReleasing("v3").thenExitCode(found.exitCode());
    assertThat(release.story()).contains(found.message());
    assertThat(found.isProblem()).isTrue();
  }

  private static Path stateOf(Given given, Slot slot, String text) throws IOException {
    return state(given.world().root.resolve(".immutable/terraform/states/web-local-" + slot), text);
  }

  private static Path state(Path folder, String text) throws IOException {
    return Files.writeString(Files.createDirectories(folder).resolve("terraform.tfstate"), text);
  }

  /** All but what asks for real tools and for files of a real template. */
  private static List<Finding> findings(Given given) throws Exception {
    Site site = given.world().site();
    DiagnosisPlatform platform = new DiagnosisPlatform(site);
    DiagnosisBalancer balancer = DiagnosisBalancer.of(site);
    List<Finding> findings = new ArrayList<>();
    findings.add(platform.inventory());
    findings.add(balancer.port());
    findings.addAll(new DiagnosisFiles(site, false).findings());
    findings.add(balancer.finding());
    findings.addAll(new DiagnosisLedger(site).findings());
    findings.addAll(new DiagnosisStates(site).findings(balancer.look()));
    findings.addAll(platform.leftovers());
    findings.addAll(new DiagnosisScratch(site, true).findings());
    return findings;
  }

  private static Finding finding(List<Finding> findings, String check) {
    return findings.stream().filter(its -> its.check().equals(check)).findFirst().orElseThrow();
  }

  private static String message(List<Finding> findings, String check) {
    return finding(findings, check).message();
  }

  /** What looks write is in the folder of this process, which the command line deletes. */
  private static Map<String, String> files(Path root) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path one : all.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(one).toString();
        if (!name.contains(".immutable/looks/")) {
          digests.put(name, new Digest().file(one).hex());
        }
      }
    }
    return digests;
  }
}
