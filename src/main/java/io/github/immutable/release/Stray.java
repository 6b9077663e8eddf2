package io.github.immutable.release;

/**
 * A server or build server that a run made and nobody has recorded.
 *
 * @param id what the inventory's {@code remove} is given
 * @param what it is and its name
 * @param release it was made for, as its label says
 */
public record Stray(String id, String what, String release) {}
