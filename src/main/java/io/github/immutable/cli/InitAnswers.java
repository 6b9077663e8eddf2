package io.github.immutable.cli;

/** What a project is made of. */
record InitAnswers(String target, String application) {}
