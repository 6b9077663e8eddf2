package io.github.immutable.cli;

import io.github.immutable.pipeline.Nearest;
import io.github.immutable.release.ReleaseFailure;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code immutable help [TOPIC]}. */
@Command(
    name = "help",
    mixinStandardHelpOptions = true,
    description = {
      "Explains a failure by the topic that its message names.",
      "Without a topic: lists all. With a command: its help."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  immutable help", "  immutable help unhealthy", "  immutable help release"})
final class HelpCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(
      paramLabel = "TOPIC",
      arity = "0..*",
      description = "A topic that a message has named, or a command.")
  private List<String> words = new ArrayList<>();

  @Override
  public Integer call() throws ReleaseFailure {
    CommandLine top = spec.commandLine().getParent();
    PrintWriter out = spec.commandLine().getOut();
    Optional<CommandLine> command = command(top);
    Optional<String> page = words.size() == 1 ? Topics.page(words.getFirst()) : Optional.empty();
    if (words.isEmpty()) {
      out.print(index(Topics.index()));
      out.flush();
    } else if (command.isPresent()) {
      command.get().usage(out);
    } else if (page.isPresent()) {
      out.println(page.get());
    } else {
      throw unknown(top, String.join(" ", words));
    }
    return 0;
  }

  private Optional<CommandLine> command(CommandLine top) {
    @Nullable CommandLine command = top;
    for (String word : words) {
      command = command == null ? null : command.getSubcommands().get(word);
    }
    return words.isEmpty() ? Optional.empty() : Optional.ofNullable(command);
  }

  private static String index(Map<String, String> topics) {
    StringBuilder text = new StringBuilder("What one sees, and the topic that explains it:\n\n");
    topics.forEach((topic, seen) -> text.append("  %-16s%s%n".formatted(topic, seen)));
    return text.append(
            "\nimmutable help TOPIC   explains one\nimmutable --help       the commands\n")
        .toString();
  }

  private static ReleaseFailure unknown(CommandLine top, String name) {
    List<String> known = new ArrayList<>(Topics.index().keySet());
    known.addAll(top.getSubcommands().keySet());
    @Nullable String nearest = Nearest.to(name, known);
    return new ReleaseFailure.BadRequest(
        "there is no topic and no command " + name,
        (nearest == null ? "" : "immutable help " + nearest + "   is the nearest; ")
            + "immutable help   lists the topics");
  }
}
