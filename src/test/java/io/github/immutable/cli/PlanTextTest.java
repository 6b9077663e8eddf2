package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.image.CommitRange;
import io.github.immutable.release.Estimate;
import io.github.immutable.release.PreviewReport;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A plan for people, whole. */
class PlanTextTest {
  private static final PreviewReport.Version VERSION =
      new PreviewReport.Version(
          "v2",
          "947e630c70593207492d695fde7e8e66a8b680ce",
          "Another page",
          Instant.EPOCH,
          List.of());
  private static final PreviewReport.ImagePlan REUSED =
      new PreviewReport.ImagePlan(
          false, "979b89699074-1", "sha256:1", List.of("built from commit 947e630"), List.of());
  private static final Server BLUE = new Server("web-local-blue-1", "127.0.0.1", 21000, null);
  private static final Server GREEN = new Server("web-local-green-1", "127.0.0.1", 21100, null);

  @Test
  void all_of_it() {
    PreviewReport.Live live = live(CommitRange.Direction.FORWARD, 1, entries(1), 0, List.of());
    PreviewReport.ImagePlan built =
        new PreviewReport.ImagePlan(
            true,
            "979b89699074-1",
            null,
            List.of("files of `image.inputs` changed"),
            List.of("ansible/files/site/index.html changed"));
    Estimate estimate =
        new Estimate(
            List.of(
                new Estimate.StageTime("build", 39.1, 1),
                new Estimate.StageTime("retire", null, 0)),
            39.1,
            false);

    assertThat(
            PlanText.of(
                report(List.of(), false, live, built, servers(600, List.of(GREEN)), estimate)))
        .isEqualTo(
            """
            v2 would be release local-2 of web in local

            version    v2, commit 947e630
                       Another page
            live       v1, release local-1, slot blue
                       v2 is ahead of it
                       1 commit comes:
                         0000001 subject 1
            image      979b89699074-1 would be built
                       files of `image.inputs` changed
                         ansible/files/site/index.html changed
            terraform  1 to create
                       planned with image 4be40158caba-1, for the new one is not built
                         create terraform_data.server["web-local-green-1"]
            servers    1 server made in slot green
                         web-local-green-1  127.0.0.1:21100
                       before that, to make room, these are removed from it:
                         web-local-green-1  127.0.0.1:21100
            traffic    http://127.0.0.1:8080/ goes from slot blue to slot green
            retired    1 server of slot blue, drained for 30 s at most, then standby for 10 min
                         web-local-blue-1  127.0.0.1:21000
            time       more than 39 s, by the last releases
                       build 39 s, retire no record yet
            note       a note""");
  }

  @Test
  void what_stands_in_the_way_comes_first_each_with_what_to_do() {
    PreviewReport.Obstacle held =
        new PreviewReport.Obstacle(
            3, null, "Held", "pipeline local is held", List.of(), "wait for it", "held");
    PreviewReport.Obstacle refused =
        new PreviewReport.Obstacle(
            10,
            "launch",
            "PlanRefused",
            "refused: first reason",
            List.of("first reason", "second reason"),
            "correct it",
            "plan-refused");

    assertThat(PlanText.of(report(List.of(held, refused), false, null, null, null, null)).lines())
        .containsExactly(
            "a release would be refused: pipeline local is held",
            "  Next:  wait for it",
            "  Help:  immutable help held",
            "and then it would fail in launch: refused: first reason",
            "  second reason",
            "  Next:  correct it",
            "  Help:  immutable help plan-refused",
            "",
            "version    v2, commit 947e630",
            "           Another page",
            "live       nothing yet",
            "image      not looked at",
            "servers    not planned",
            "note       a note");
  }

  @Test
  void already_live_is_all_there_is_to_say() {
    PreviewReport.Live live = live(CommitRange.Direction.SAME, 0, List.of(), 0, List.of());

    assertThat(PlanText.of(report(List.of(), true, live, REUSED, null, null)))
        .startsWith("v2 is already live: a release would change nothing")
        .contains("the same commit", "979b89699074-1 is reused, no build")
        .doesNotContain("servers");
  }

  @Test
  void going_back_and_leaving_a_branch_cannot_be_overlooked() {
    PreviewReport.Live back = live(CommitRange.Direction.BACK, 0, List.of(), 2, entries(2));
    PreviewReport.Live aside = live(CommitRange.Direction.SIDEWAYS, 1, entries(1), 1, entries(1));
    PreviewReport.Live unknown = live(CommitRange.Direction.UNKNOWN, 0, List.of(), 0, List.of());

    assertThat(PlanText.of(report(List.of(), false, back, REUSED, null, null)))
        .contains("v2 is BEHIND it", "2 commits go:", "0000002 subject 2");
    assertThat(PlanText.of(report(List.of(), false, aside, REUSED, null, null)))
        .contains("ANOTHER BRANCH", "1 commit comes:", "1 commit goes:");
    assertThat(PlanText.of(report(List.of(), false, unknown, REUSED, null, null)))
        .contains("git fetch --unshallow");
  }

  @Test
  void long_lists_end_after_ten_and_say_how_many_more() {
    PreviewReport.Live live = live(CommitRange.Direction.FORWARD, 12, entries(10), 0, List.of());

    assertThat(PlanText.of(report(List.of(), false, live, REUSED, null, null)))
        .contains("12 commits come:", "0000010 subject 10", "  and 2 more");
  }

  @Test
  void servers_that_do_not_stand_by_are_destroyed() {
    assertThat(PlanText.of(report(List.of(), false, null, REUSED, servers(0, List.of()), null)))
        .contains("drained for 30 s at most, then destroyed");
  }

  private static PreviewReport report(
      List<PreviewReport.Obstacle> obstacles,
      boolean alreadyLive,
      PreviewReport.@Nullable Live live,
      PreviewReport.@Nullable ImagePlan image,
      PreviewReport.@Nullable ServerPlan servers,
      @Nullable Estimate estimate) {
    return new PreviewReport(
        0,
        obstacles,
        "web",
        "local",
        "local-2",
        alreadyLive,
        VERSION,
        live,
        image,
        servers,
        estimate,
        alreadyLive ? List.of() : List.of("a note"));
  }

  private static PreviewReport.Live live(
      CommitRange.Direction direction,
      int addedCount,
      List<CommitRange.Entry> added,
      int leftCount,
      List<CommitRange.Entry> left) {
    return new PreviewReport.Live(
        "v1", "local-1", "1".repeat(40), Slot.BLUE, direction, addedCount, added, leftCount, left);
  }

  private static List<CommitRange.Entry> entries(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(number -> new CommitRange.Entry("%07d".formatted(number), "subject " + number))
        .toList();
  }

  private static PreviewReport.ServerPlan servers(long standbySeconds, List<Server> removed) {
    return new PreviewReport.ServerPlan(
        Slot.GREEN,
        1,
        "4be40158caba-1",
        null,
        Map.of("create", 1),
        List.of(new PreviewReport.Change("terraform_data.server[\"web-local-green-1\"]", "create")),
        List.of(GREEN),
        removed,
        "http://127.0.0.1:8080/",
        Slot.BLUE,
        List.of(BLUE),
        30,
        standbySeconds);
  }
}
