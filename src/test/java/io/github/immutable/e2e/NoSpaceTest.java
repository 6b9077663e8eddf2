package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A disk that is full when something is written to it, for each place that is written to: the
 * message names the place, what is live is known, and once there is room it goes on.
 */
class NoSpaceTest {
  /** More than a release asks for before it begins. */
  private static final int MEGABYTES = 110;

  @RegisterExtension static final Samples SAMPLES = new Samples();

  private static final SequencedMap<String, Disk> DISKS = new LinkedHashMap<>();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Sample web;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Path home;

  private static String live = "v1";
  private static int filled;
  private static int resumed;
  private static long began;

  @BeforeAll
  static void the_first_release_is_live_with_disks_of_its_own() {
    began = System.nanoTime();
    web = SAMPLES.project("no-space").quick();
    home = web.checkout.folder().resolve(".immutable");
    Path aside = web.command.scratch().resolve("aside");
    Shell.run(Shell.BASE, "cp", "-a", home.toString(), aside.toString());
    DISKS.put("all", Disk.mount(home, MEGABYTES));
    Shell.run(Shell.BASE, "cp", "-a", aside + "/.", home.toString());
    for (String place : List.of("terraform", "haproxy")) {
      DISKS.put(place, Disk.mount(home.resolve(place), MEGABYTES));
    }
    web.immutable("release", live).exits(0);
  }

  @AfterAll
  static void with_room_again_a_release_goes_through() {
    try {
      web.immutable("release", Versions.other(live)).exits(0);
      System.out.printf(
          "no space: %d times, at each place that is written to; named each time, %d of them"
              + " resumed; %d s%n",
          filled, resumed, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
    } finally {
      web.immutable("destroy", "--yes");
      web.haproxy().end();
      DISKS.sequencedValues().reversed().forEach(Disk::close);
    }
  }

  /** Ledger, logs and all else that is kept; or states or HAProxy's files, before they are due. */
  @ParameterizedTest
  @CsvSource({
    "all, launch",
    "all, promote",
    "all, retire",
    "terraform, build",
    "terraform, soak",
    "haproxy, verify"
  })
  void promise_4_full_from_a_stage_on(String place, String stage) {
    Disk disk = disk(place);
    Invocation release = web.command.start("release", Versions.other(live)).reaches(stage);

    disk.fill();
    Answer answer = release.await();
    disk.free();

    finishesAfter(answer, disk.folder());
  }

  @ParameterizedTest
  @ValueSource(strings = {"build", "root", "launch", "promote"})
  void promise_4_full_for_one_act_of_a_release(String act) {
    int number = web.newest().at("/release/number").asInt() + 1;
    Path place = home.resolve("releases/local-" + number).resolve(act);

    finishesAfter(withFull(place, List.of(), "release", Versions.other(live)), place);
  }

  @Test
  void promise_4_full_where_the_version_is_checked_out() {
    Path place = home.resolve("looks");

    finishesAfter(withFull(place, List.of(), "release", Versions.other(live)), place);
  }

  @Test
  void promise_4_full_where_packer_keeps_what_is_for_a_moment() {
    Path place = web.command.scratch().resolve("moment");
    List<String> elsewhere = List.of("env", "TMPDIR=" + place);

    finishesAfter(withFull(place, elsewhere, "release", Versions.other(live), "--rebuild"), place);
  }

  @Test
  void an_export_that_has_no_room_leaves_nothing_that_looks_like_a_backup() {
    Path place = web.command.scratch().resolve("backup");
    Path file = place.resolve("ledger.jsonl");

    try (Disk disk = Disk.mount(place, 1)) {
      disk.fill();
      Answer answer = web.immutable("ledger", "export", file.toString()).exits(2);
      assertThat(answer.err()).contains("No space left on device", file.toString());
      assertThat(file).doesNotExist();
    }
    filled++;
  }

  private static Disk disk(String place) {
    Disk disk = DISKS.get(place);
    if (disk == null) {
      throw new IllegalArgumentException("no disk is mounted at " + place);
    }
    return disk;
  }

  private static void resumes(Answer answer) {
    Answer resume = web.immutable("resume");
    assertThat(resume.exitCode()).as("%s after %s", resume, answer).isIn(0, 10);
    resumed++;
  }

  private static Answer withFull(Path place, List<String> before, String... words) {
    List<String> command = new ArrayList<>(before);
    command.add(CommandLine.LAUNCHER);
    command.addAll(List.of(words));
    try (Disk disk = Disk.mount(place, 1)) {
      disk.fill();
      return web.command.begin(command, List.of(words)).await();
    }
  }

  private static void finishesAfter(Answer answer, Path place) {
    filled++;
    assertThat(answer.err()).containsPattern("(?i)space|full").contains(place.toString());
    switch (answer.exitCode()) {
      case 2, 10 -> {}
      case 11 -> {
        web.immutable("retire").exits(0);
        live = Versions.other(live);
      }
      case 12 -> resumes(answer);
      default -> {
        // the ledger had no room: whether it goes on or back is read from what it had by then
        assertThat(answer.exitCode()).as("%s", answer).isEqualTo(20);
        resumes(answer);
        live = Remains.of(web).live();
        assertThat(live).isIn("v1", "v2");
      }
    }
    Remains.of(web).areThoseOf(live);
  }
}
