package io.github.immutable.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code docs/cli.md}: what the command line says of itself, as a page. */
final class CliReference {
  private static final String BEGINNING =
      """
      # The command line

      What `--help` says, on one page. It is written by `bin/docs` from the commands themselves; what to do on
      each exit code stands in [exit codes](exit-codes.md).

      The result goes to standard output, everything else to standard error. Every command has `-h`, `--help`
      and `-V`, `--version`.

      | command | does |
      |---|---|
      """;

  private CliReference() {}

  static String text() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    CommandLine top = RootCommand.commandLine(nowhere, nowhere);
    StringBuilder text = new StringBuilder(BEGINNING);
    List<CommandLine> all = new ArrayList<>();
    collect(top, all);
    for (CommandLine line : all.subList(1, all.size())) {
      String name = line.getCommandSpec().qualifiedName();
      String anchor = name.replace(' ', '-');
      text.append("| [%s](#%s) | %s |%n".formatted(name, anchor, description(line).getFirst()));
    }
    all.forEach(line -> text.append(System.lineSeparator()).append(section(line)));
    return text.toString();
  }

  private static String section(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    StringBuilder text = new StringBuilder();
    text.append("## %s%n%n".formatted(spec.qualifiedName()));
    text.append("%s%n%n".formatted(String.join(" ", description(line))));
    List<String> rows =
        Stream.concat(spec.positionalParameters().stream(), spec.options().stream())
            .filter(argument -> !argument.hidden() && !isStandard(argument))
            .map(CliReference::row)
            .toList();
    if (!rows.isEmpty()) {
      text.append("| argument or option | meaning |%n|---|---|%n".formatted());
      rows.forEach(row -> text.append(row).append(System.lineSeparator()));
      text.append(System.lineSeparator());
    }
    text.append("```%nUsage: %s%n".formatted(synopsis(line)));
    text.append(line.getHelp().footerHeading().strip()).append(System.lineSeparator());
    line.getHelp().footer().lines().forEach(footer -> text.append(footer).append('\n'));
    return text.append("```").append(System.lineSeparator()).toString();
  }

  private static String synopsis(CommandLine line) {
    return line.getHelp().synopsis("Usage: ".length());
  }

  private static List<String> description(CommandLine line) {
    return List.of(line.getCommandSpec().usageMessage().description());
  }

  private static String row(ArgSpec argument) {
    String name =
        switch (argument) {
          case OptionSpec option ->
              Stream.of(option.names())
                      .map(its -> "`" + its + "`")
                      .collect(Collectors.joining(", "))
                  + (option.arity().max() == 0 ? "" : " `" + option.paramLabel() + "`");
          case PositionalParamSpec positional -> "`" + positional.paramLabel() + "`";
          default -> throw new IllegalStateException(argument.toString());
        };
    String meaning = String.join(" ", argument.description()).replace("|", "\\|");
    return "| %s | %s |".formatted(name, meaning);
  }

  private static boolean isStandard(ArgSpec argument) {
    return argument instanceof OptionSpec option && (option.usageHelp() || option.versionHelp());
  }

  private static void collect(CommandLine line, List<CommandLine> all) {
    if (!line.getCommandSpec().usageMessage().hidden()) {
      all.add(line);
      line.getSubcommands().values().forEach(sub -> collect(sub, all));
    }
  }
}
