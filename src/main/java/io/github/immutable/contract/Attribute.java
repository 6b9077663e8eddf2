package io.github.immutable.contract;

/**
 * {@code name = value}.
 *
 * @param line counted from 1
 */
record Attribute(String name, Value value, int line) {}
