package io.github.immutable.image;

import java.time.Instant;

/**
 * What a version means: exactly one commit.
 *
 * @param version what was typed; for a working tree {@code SHORTID-dirty-HASH8}
 * @param id all 40 hexadecimal digits; for a working tree the commit it started from
 * @param shortId seven digits or more, enough to be unique when it was resolved; for a working tree
 *     the same as {@code version}
 * @param subject first line of the message
 * @param time when it was committed
 */
public record Commit(String version, String id, String shortId, String subject, Instant time) {}
