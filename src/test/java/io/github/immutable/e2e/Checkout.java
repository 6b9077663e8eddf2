package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A project's folder with its git repository. */
record Checkout(Path folder) {

  void initialize() {
    git("init", "--quiet", "--initial-branch=main");
    git("config", "user.name", "End To End");
    git("config", "user.email", "e2e@localhost");
    git("config", "commit.gpgsign", "false");
    git("config", "tag.gpgsign", "false");
  }

  /** Replaces what a regular expression finds; there must be something to replace. */
  Checkout edit(String file, String expression, String replacement) {
    Path path = folder.resolve(file);
    try {
      String before = Files.readString(path);
      String after = before.replaceAll("(?m)" + expression, replacement);
      assertThat(after).as("%s edited with %s", file, expression).isNotEqualTo(before);
      Files.writeString(path, after);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  void commit(String message) {
    git("add", "--all");
    git("commit", "--quiet", "--message", message);
  }

  void version(String tag, String message) {
    commit(message);
    git("tag", tag);
  }

  private void git(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Shell.run(folder, command);
  }
}
