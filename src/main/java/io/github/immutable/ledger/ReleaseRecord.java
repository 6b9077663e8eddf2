package io.github.immutable.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import io.github.immutable.image.Image;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a pipeline for one version, as far as it got. A rollback is one too.
 *
 * @param id {@code PIPELINE-NUMBER}
 * @param number from 1, in the order of their starts
 * @param version what was typed
 * @param commit 40 hexadecimal digits, of the version
 * @param dirty files of the Terraform root or the pipeline that were not committed at the start
 * @param target of a rollback: the release whose image, root and inputs are brought back
 * @param by who started it: user, host, process id
 * @param image what is released, once it is known
 * @param slot where, once it is known
 * @param rootDigest of the Terraform root, see {@code TerraformRoot.digest}
 * @param inputs the Terraform variables that made its servers
 * @param servers that were launched
 * @param replaced the slot that had the traffic before
 * @param state whether it is running, waiting to be cleaned up, or over
 * @param exitCode how the command ended; null while it is not over
 * @param message one line: how it ended
 * @param rolledBack whether a later rollback replaced it
 * @param options with which it was started, as they are typed: {@code --again}
 */
@RecordBuilder
public record ReleaseRecord(
    String id,
    String pipeline,
    int number,
    Kind kind,
    String version,
    String commit,
    String subject,
    List<String> dirty,
    @Nullable String target,
    String by,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Image image,
    @Nullable Slot slot,
    @Nullable String rootDigest,
    Map<String, Object> inputs,
    List<Server> servers,
    @Nullable Slot replaced,
    State state,
    @Nullable Integer exitCode,
    @Nullable String message,
    boolean rolledBack,
    List<String> options) {

  public ReleaseRecord {
    // older records have none
    options = List.copyOf(Objects.requireNonNullElse(options, List.of()));
  }

  /** Whether it was started with that option. */
  public boolean asked(String option) {
    return options.contains(option);
  }

  /** What was asked for. */
  public enum Kind {
    RELEASE,
    ROLLBACK,
    /** An image was made, and nothing else. */
    BUILD;

    @JsonValue
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How far it is over. */
  public enum State {
    /** It runs, or whoever ran it is gone. */
    OPEN,
    /** It has failed and has left something to clean up; it still holds the pipeline. */
    UNCLEAN,
    /** It has the traffic, or had it once, and nothing of it is left to do. */
    COMPLETED,
    /** The same was live already, and nothing was done. */
    UNCHANGED,
    /** It has failed, and everything is put back. */
    FAILED;

    @JsonValue
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether it holds its pipeline: nothing else may start until it is finished or aborted. */
  public boolean holds() {
    return state == State.OPEN || state == State.UNCLEAN;
  }

  /** With another name than was typed: a working tree is named after its contents. */
  public ReleaseRecord named(String its, String from, String about) {
    return with(copy -> copy.version(its).commit(from).subject(about));
  }

  /** With the Terraform variables that it starts from. */
  public ReleaseRecord withInputs(Map<String, Object> variables) {
    return with(copy -> copy.inputs(variables));
  }

  /** With the image that it releases. */
  public ReleaseRecord withImage(Image its) {
    return with(copy -> copy.image(its));
  }

  /** With where and with what its servers are made. */
  public ReleaseRecord withLaunch(
      Slot its, String digest, Map<String, Object> variables, @Nullable Slot active) {
    return with(copy -> copy.slot(its).rootDigest(digest).inputs(variables).replaced(active));
  }

  /** With the servers that were made. */
  public ReleaseRecord withServers(List<Server> made) {
    return with(copy -> copy.servers(made));
  }

  /** With its end. */
  public ReleaseRecord ended(State how, int code, String line, Instant at) {
    return with(copy -> copy.state(how).exitCode(code).message(line).endedAt(at));
  }

  /** With the mark that a rollback has replaced it. */
  public ReleaseRecord markedRolledBack() {
    return with(copy -> copy.rolledBack(true));
  }

  private ReleaseRecord with(Consumer<ReleaseRecordBuilder> changes) {
    ReleaseRecordBuilder copy = ReleaseRecordBuilder.builder(this);
    changes.accept(copy);
    return copy.build();
  }
}
