package io.github.immutable.cli;

import io.github.immutable.pipeline.ApplicationName;
import io.github.immutable.release.ReleaseFailure;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Scanner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Asks for what {@code init} was not given, where somebody sees the question and can answer. */
final class InitQuestions {
  private final PrintWriter err;
  private final @Nullable Scanner typed;

  private InitQuestions(PrintWriter err, @Nullable Scanner typed) {
    this.err = err;
    this.typed = typed;
  }

  static InitQuestions of(CommandSpec spec) {
    boolean somebody =
        Terminals.input() && Terminals.error() && !"true".equals(System.getenv("CI"));
    return new InitQuestions(
        spec.commandLine().getErr(),
        somebody ? new Scanner(System.in, StandardCharsets.UTF_8) : null);
  }

  /**
   * The answers, given, typed or usual.
   *
   * @throws ReleaseFailure when what was given is wrong, or nobody answers any more
   */
  InitAnswers answers(Path folder, @Nullable String target, @Nullable String application)
      throws ReleaseFailure {
    if (target != null) {
      refuse(ReferenceFiles.mistake(target), "say --target " + ReferenceFiles.USUAL);
    }
    if (application != null) {
      String near = ApplicationName.near(Path.of("/", application));
      refuse(
          ApplicationName.mistake(application)
              .map(wrong -> "\"" + application + "\" cannot name an application: " + wrong),
          "say --application " + near);
    }
    String what =
        target == null
            ? ask("What are the servers?", ReferenceFiles.USUAL, ReferenceFiles::mistake)
            : target;
    String name =
        ApplicationName.in(folder.resolve(ReferenceFiles.pipeline(what)))
            .orElseGet(() -> ApplicationName.near(folder));
    return new InitAnswers(
        what,
        application == null
            ? ask("What is the application called?", name, ApplicationName::mistake)
            : application);
  }

  private static void refuse(Optional<String> mistake, String remedy) throws ReleaseFailure {
    if (mistake.isPresent()) {
      throw new ReleaseFailure.BadRequest(mistake.get(), remedy);
    }
  }

  private String ask(String question, String usual, Function<String, Optional<String>> mistake)
      throws ReleaseFailure {
    while (typed != null) {
      err.print(question + " [" + usual + "] ");
      err.flush();
      if (!typed.hasNextLine()) {
        err.println();
        throw new ReleaseFailure.BadRequest(
            "not answered; nothing was written",
            "immutable init --help   names the options that answer beforehand");
      }
      String line = typed.nextLine().strip();
      String answer = line.isEmpty() ? usual : line;
      Optional<String> wrong = mistake.apply(answer);
      if (wrong.isEmpty()) {
        return answer;
      }
      err.println("  " + wrong.get());
    }
    return usual;
  }
}
