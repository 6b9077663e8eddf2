package io.github.immutable.ledger;

import java.time.Instant;
import java.util.List;

/**
 * One run of a tool for a release.
 *
 * @param name unique within a release, and the name of its log files
 * @param log where its standard output is kept, whole
 * @param exitCode -1 when it could not be started or was stopped
 * @param milliseconds how long it took
 */
public record ToolRecord(
    String release,
    String name,
    List<String> command,
    Instant startedAt,
    String log,
    long milliseconds,
    int exitCode) {}
