package io.github.immutable.release;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.immutable.image.CommitRange;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a release of a version would do.
 *
 * @param exitCode that the release would be refused or fail with, as far as it can be foreseen
 * @param obstacles why it would be refused or fail, the one that it would tell first; none means
 *     that nothing is known to stand in its way
 * @param release the id that it would have
 * @param alreadyLive whether it would change nothing
 * @param live what is live now; null when nothing is
 * @param image null where an obstacle kept it from being looked at
 * @param servers null where an obstacle kept them from being planned, and where nothing would
 *     change
 * @param notes on what would be done otherwise than asked
 */
public record PreviewReport(
    int exitCode,
    List<Obstacle> obstacles,
    String application,
    String pipeline,
    String release,
    boolean alreadyLive,
    Version version,
    @Nullable Live live,
    @Nullable ImagePlan image,
    @Nullable ServerPlan servers,
    @Nullable Estimate estimate,
    List<String> notes) {

  /**
   * Why a release would not go through.
   *
   * @param stage in which it would fail; null when it would be refused before anything is done
   * @param failure one of {@link ReleaseFailure}
   * @param help the page that says more, see {@code immutable help}
   */
  public record Obstacle(
      int exitCode,
      @Nullable String stage,
      @JsonProperty("case") String failure,
      String message,
      List<String> lines,
      String next,
      String help) {}

  /**
   * What is to be released.
   *
   * @param commit 40 hexadecimal digits
   * @param uncommitted files that servers are made by and that are in no commit
   */
  public record Version(
      String name, String commit, String subject, Instant committedAt, List<String> uncommitted) {}

  /**
   * What is live, and the way from there.
   *
   * @param added the newest of the commits that would come
   * @param addedCount how many would come
   * @param left the newest of the commits that would go
   * @param leftCount how many would go
   */
  public record Live(
      String version,
      String release,
      String commit,
      Slot slot,
      CommitRange.Direction direction,
      int addedCount,
      List<CommitRange.Entry> added,
      int leftCount,
      List<CommitRange.Entry> left) {}

  /**
   * Which image.
   *
   * @param id of the one that is reused, or that would be built
   * @param artifact its exact artifact; null until it is built
   * @param why in whole sentences, without their full stops
   * @param changedFiles a line a file of {@code image.inputs} that differs from the live version's
   */
  public record ImagePlan(
      boolean built,
      String id,
      @Nullable String artifact,
      List<String> why,
      List<String> changedFiles) {}

  /**
   * Which servers come and go.
   *
   * @param standIn the image that Terraform was asked with, where the right one is not built yet
   * @param unknown why Terraform was not asked; null when it was
   * @param actions how many resources Terraform would {@code create}, {@code replace}, …
   * @param made what is known of the servers that would be made
   * @param removedFirst servers that stand in the slot and make room
   * @param from the slot that loses the traffic; null for a first release
   * @param retired its servers
   * @param drainSeconds the longest wait for their last requests
   * @param standbySeconds how long they stand after that; 0 means that they are destroyed at once
   */
  public record ServerPlan(
      Slot slot,
      int count,
      @Nullable String standIn,
      @Nullable String unknown,
      Map<String, Integer> actions,
      List<Change> changes,
      List<Server> made,
      List<Server> removedFirst,
      String frontDoor,
      @Nullable Slot from,
      List<Server> retired,
      long drainSeconds,
      long standbySeconds) {}

  /** One resource and what Terraform would do to it. */
  public record Change(String address, String action) {}
}
