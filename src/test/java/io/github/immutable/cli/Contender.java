package io.github.immutable.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A process that is ready for the word: for each command line that it is given it says with which
 * exit code that ended and what was told first.
 */
final class Contender {
  private Contender() {}

  public static void main(String[] arguments) throws Exception {
    Run.of("release", "--help");
    System.out.println(ProcessHandle.current().pid());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Run run = Run.of(line.split(" ", -1));
        System.out.println(run.exitCode() + " " + run.firstOfStory());
      }
    }
  }
}
