package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The platform makes some of the servers and then no more, every number of them: the release puts
 * back what was live by itself, and where its process died before that, {@code abort} does, or
 * {@code resume} converges.
 */
class FailingTerraformTest {
  private static final int SERVERS = 3;

  /** What the script does first when it is to create a server. FOLDER says how many it may make. */
  private static final String QUOTA =
      """
      create() {
        if [[ -e FOLDER/quota ]]; then
          exec 8>>FOLDER/lock
          flock 8
          if (($(sort -u FOLDER/made | wc -l) >= $(<FOLDER/quota))); then
            while [[ -e FOLDER/held ]]; do sleep 0.05; done
            refuse "no room for $NAME"
          fi
          echo "$NAME" >>FOLDER/made
          exec 8>&-
        fi""";

  /** What comes after all servers, and fails too. */
  private static final String LAST =
      """
      resource "terraform_data" "last" {
        depends_on = [terraform_data.server]
        provisioner "local-exec" {
          interpreter = ["./server"]
          command     = "create"
          environment = {
            PROJECT  = var.project
            PIPELINE = var.pipeline
            SLOT     = var.slot
            RELEASE  = var.release
            NAME     = "last"
            ADDRESS  = "127.0.0.1"
            PORT     = "0"
            IMAGE    = var.image
          }
        }
      }

      output "servers" {""";

  @RegisterExtension static final Samples SAMPLES = new Samples();

  private static final JsonMapper JSON = new JsonMapper();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Sample web;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static OneAtATime applies;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Path platform;

  private static String live = "v1";
  private static long began;
  private static int failures;

  @BeforeAll
  static void servers_are_live() throws IOException {
    began = System.nanoTime();
    web = SAMPLES.project("quota").quick();
    platform = Files.createDirectory(web.command.scratch().resolve("platform"));
    web.checkout
        .edit("pipelines/local.yml", "count: 2", "count: " + SERVERS)
        .edit(
            "terraform/container/server",
            "^create\\(\\) \\{$",
            Matcher.quoteReplacement(QUOTA.replace("FOLDER", platform.toString())))
        .edit(
            "terraform/container/server",
            "^  remove$",
            Matcher.quoteReplacement("  [[ $NAME != last ]] || return 0\n  remove"))
        .edit("terraform/container/main.tf", "^output \"servers\" \\{$", LAST)
        .commit("A platform with a quota");
    applies = OneAtATime.watch(web.command, "terraform", "apply");
    web.immutable("release", live).exits(0);
  }

  @AfterAll
  static void counted() {
    System.out.printf(
        "Terraform failed after each of 0 to %d of %d servers, %d times: put back by itself or by"
            + " abort, or finished by resume; 0 servers left, 0 doubled; %d s%n",
        SERVERS, SERVERS, failures, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
    assertThat(failures).as("failures").isEqualTo(3 * (SERVERS + 1));
  }

  @AfterEach
  void there_is_room_again() throws IOException {
    Files.deleteIfExists(platform.resolve("quota"));
    Files.deleteIfExists(platform.resolve("held"));
  }

  static IntStream made() {
    return IntStream.rangeClosed(0, SERVERS);
  }

  @ParameterizedTest
  @MethodSource("made")
  void promise_4_it_is_put_back_clean_after(int servers) throws IOException {
    roomFor(servers);

    Answer answer = web.immutable("release", Versions.other(live)).exits(10);

    assertThat(answer.err()).contains("failed in launch", "no room for", "Live:  " + live);
    nothingButTheServersOf(live);
  }

  @ParameterizedTest
  @MethodSource("made")
  void promise_4_abort_leaves_nothing_of(int servers) throws IOException {
    killedAndFailedAfter(servers);

    web.immutable("abort").exits(0);

    nothingButTheServersOf(live);
  }

  @ParameterizedTest
  @MethodSource("made")
  void promise_4_resume_converges_after(int servers) throws IOException {
    killedAndFailedAfter(servers);
    there_is_room_again();

    web.immutable("resume").exits(0);

    live = Versions.other(live);
    nothingButTheServersOf(live);
  }

  private static void roomFor(int servers) throws IOException {
    Files.writeString(platform.resolve("made"), "");
    Files.writeString(platform.resolve("quota"), String.valueOf(servers));
    failures++;
  }

  /** Terraform has made so many servers, and fails with nobody there who could put back. */
  private static void killedAndFailedAfter(int servers) throws IOException {
    Path held = Files.createFile(platform.resolve("held"));
    roomFor(servers);
    long before = applies.started();
    web.command
        .start("release", Versions.other(live))
        .when("an apply", () -> applies.started() > before)
        .when(servers + " servers", () -> web.containers.all().size() == SERVERS + servers)
        .kill()
        .exits(137);
    assertThat(applies.running()).as("Terraform, waiting for room").isTrue();
    Files.delete(held);
    Wait.until("Terraform has failed", () -> !applies.running());
  }

  private static void nothingButTheServersOf(String version) throws IOException {
    applies.neverTwo();
    Remains.of(web).areThoseOf(version);
    assertThat(web.containers.all()).as("servers").hasSize(SERVERS);
    assertThat(statesWithResources()).as("states with something in them").hasSize(1);
  }

  private static List<Path> statesWithResources() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files =
        Files.walk(web.checkout.folder().resolve(".immutable/terraform/states"))) {
      for (Path file : files.filter(its -> its.endsWith("terraform.tfstate")).toList()) {
        if (!JSON.readTree(Files.readAllBytes(file)).at("/resources").isEmpty()) {
          found.add(file);
        }
      }
    }
    return found;
  }
}
