package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JVM alone is killed while Packer builds: no second Packer is ever started beside it. */
@Tag("waits")
class OutlivingPackerTest {
  private static final int MOMENTS = 20;
  private static final int ENOUGH = 15;

  /** A build by the template below takes about that long. */
  private static final Duration BUILD = Duration.ofSeconds(3);

  /** A container, one command and a commit: all that an image needs to be one. */
  private static final String TEMPLATE =
      """
      variable "image_id" { type = string }
      variable "base_image" { type = string }
      variable "manifest" { type = string }
      variable "run" { type = string }
      variable "results" { type = string }

      source "docker" "small" {
        image       = var.base_image
        pull        = false
        commit      = true
        run_command = ["-d", "-i", "-t", "--label=immutable.run=${var.run}", "--entrypoint=/bin/sh", "--", "{{.Image}}"]
        changes     = ["LABEL immutable.image=${var.image_id}", "LABEL immutable.run=", "LABEL small.of=PROJECT"]
      }

      build {
        sources = ["source.docker.small"]
        provisioner "shell" {
          inline = ["sleep 1.5; echo ${var.image_id} >/id"]
        }
        post-processor "manifest" {
          output = var.manifest
        }
        post-processor "docker-tag" {
          repository = "localhost/immutable-web"
          tags       = ["${var.image_id}-${var.run}"]
        }
      }
      """;

  @RegisterExtension static final Samples SAMPLES = new Samples();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Sample web;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static OneAtATime builds;

  private static long began;
  private static int kills;
  private static int outlived;
  private static int resumed;

  @BeforeAll
  static void a_project_with_a_small_template() throws IOException {
    began = System.nanoTime();
    web = SAMPLES.project("packer").quick();
    Path template = web.checkout.folder().resolve("packer/small/small.pkr.hcl");
    Files.createDirectories(template.getParent());
    Files.writeString(template, TEMPLATE.replace("PROJECT", web.application));
    web.checkout
        .edit("pipelines/local.yml", "template: packer/container", "template: packer/small")
        .edit("pipelines/local.yml", "\\[packer/container, ansible\\]", "[packer/small]")
        .version("small", "A small template");
    builds = OneAtATime.watch(web.command, "packer", "build");
  }

  @AfterAll
  static void promise_5_never_two_at_once() {
    System.out.printf(
        "killed in a Packer build: %d moments, Packer outlived %d of them, %d builds in all,"
            + " never two at once; %d resumed, the others aborted; %d s%n",
        kills,
        outlived,
        builds.started(),
        resumed,
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
    // among them those of builds that came to their end alone, which no ledger names
    Containers.removeImages("small.of=" + web.application);
    builds.neverTwo();
    assertThat(outlived).as("moments at which Packer was at work").isGreaterThanOrEqualTo(ENOUGH);
  }

  static IntStream moments() {
    return IntStream.range(0, MOMENTS);
  }

  /** In turn: {@code resume} waits for the Packer that goes on alone, {@code abort} stops it. */
  @ParameterizedTest
  @MethodSource("moments")
  void promise_4_no_builder_is_left(int moment) {
    long before = builds.started();

    web.command
        .start("build", "small", "--rebuild")
        .when("packer build", () -> builds.started() > before)
        .runsFor(BUILD.multipliedBy(moment).dividedBy(MOMENTS))
        .kill()
        .exits(137);
    kills++;
    outlived += builds.running() ? 1 : 0;
    boolean resumes = moment % 2 == 0;
    resumed += resumes ? 1 : 0;
    web.immutable(resumes ? "resume" : "abort").exits(0);

    assertThat(web.containers.builders()).as("build containers").isEmpty();
    assertThat(builds.running()).as("Packer after that").isFalse();
    builds.neverTwo();
  }
}
