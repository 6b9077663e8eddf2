package io.github.immutable.contract;

import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRun;
import io.github.immutable.tool.ToolRunner;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code packer validate -syntax-only}, which needs no plugin and no value of a variable. */
record PackerValidation(Pipeline.Image image, Path checkout, Path logs) {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final Pattern IN_HCL = Pattern.compile("on (\\S+) line (\\d{1,9})");
  private static final Pattern IN_JSON = Pattern.compile("At line (\\d{1,9}), column");

  List<Breach> run(ToolRunner tools) throws ToolException, InterruptedException {
    ToolRun run = tools.run(call());
    if (run.succeeded()) {
      return List.of();
    }
    List<Breach> breaches = new ArrayList<>();
    run.output().lines().flatMap(PackerValidation::error).map(this::breach).forEach(breaches::add);
    return breaches.isEmpty()
        ? List.of(breach(String.join(" ", run.lastLines(1))))
        : List.copyOf(breaches);
  }

  ToolCall call() {
    String inherited = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    String path =
        Stream.concat(
                image.path().stream()
                    .map(folder -> checkout.resolve(folder).normalize().toString()),
                Stream.of(inherited))
            .collect(Collectors.joining(File.pathSeparator));
    return new ToolCall(
        "packer-validate",
        List.of("packer", "validate", "-syntax-only", "-machine-readable", image.template()),
        checkout,
        Map.of("PATH", path, "CHECKPOINT_DISABLE", "1", "PACKER_NO_COLOR", "1"),
        logs,
        TIMEOUT);
  }

  // time,target,ui,error,TEXT with commas and newlines escaped (Packer, "Machine-Readable Output")
  private static Stream<String> error(String line) {
    String[] fields = line.split(",", 5);
    return fields.length == 5 && fields[2].equals("ui") && fields[3].equals("error")
        ? Stream.of(
            fields[4]
                .replace("%!(PACKER_COMMA)", ",")
                .replace("\\r", "")
                .replace("\\n", "\n")
                .strip())
        : Stream.empty();
  }

  private Breach breach(String said) {
    Matcher hcl = IN_HCL.matcher(said);
    Matcher json = IN_JSON.matcher(said);
    String file = image.template();
    int line = 0;
    if (hcl.find()) {
      file = hcl.group(1);
      line = Integer.parseInt(hcl.group(2));
    } else if (json.find()) {
      line = Integer.parseInt(json.group(1));
    }
    return Breach.problem(
        file,
        line,
        "Packer rejects it: " + summary(said),
        List.of(),
        "correct it, and commit: packer validate -syntax-only " + image.template());
  }

  // Error: SUMMARY, a paragraph with the place, and one with the reason
  private static String summary(String said) {
    List<String> paragraphs =
        Stream.of(said.split("\n\\s*\n", -1))
            .map(text -> text.strip().replaceAll("\\s+", " "))
            .filter(text -> !text.isEmpty())
            .toList();
    String first = paragraphs.isEmpty() ? "no reason was given" : paragraphs.getFirst();
    String reason = paragraphs.size() < 3 ? "" : ": " + paragraphs.getLast();
    return first.replaceFirst("^Error: ", "") + reason;
  }
}
