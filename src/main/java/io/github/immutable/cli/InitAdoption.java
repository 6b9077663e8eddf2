package io.github.immutable.cli;

import io.github.immutable.contract.Breach;
import io.github.immutable.contract.Survey;
import io.github.immutable.pipeline.ApplicationName;
import io.github.immutable.release.ReleaseFailure;
import io.github.immutable.release.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code init --adopt}: a pipeline file for what is there, and what stands in its way. */
record InitAdoption(Path typed, @Nullable String application, boolean dryRun, PrintWriter out) {
  private static final String FILE = "pipelines/production.yml";

  void run() throws ReleaseFailure, IOException {
    Path project = typed.toAbsolutePath().normalize();
    Path file = project.resolve(FILE);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new ReleaseFailure.BadRequest(
          Paths.shown(file) + " is there already; nothing was written",
          "immutable doctor   says what it lacks; or move it away");
    }
    Survey survey =
        Survey.of(project)
            .orElseThrow(
                () ->
                    new ReleaseFailure.BadRequest(
                        "no Packer template and Terraform root were found below " + typed,
                        "name the repository that has both; or immutable init   begins with neither"));
    String text = new AdoptedPipeline(survey, name(project)).text();
    if (dryRun) {
      out.print(text);
      out.println();
    } else {
      Files.createDirectories(project.resolve("pipelines"));
      Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    }
    out.println(
        FILE
            + (dryRun ? " would be written" : " written")
            + ": "
            + survey.template()
            + " builds the image, "
            + survey.root()
            + " makes the servers"
            + (survey.shared() ? ", both slots in one state" : ""));
    list(survey.findings());
  }

  private String name(Path project) throws ReleaseFailure {
    String name = application == null ? ApplicationName.near(project) : application;
    if (ApplicationName.mistake(name).isPresent()) {
      throw new ReleaseFailure.BadRequest(
          "\"" + name + "\" cannot name an application: " + ApplicationName.mistake(name).get(),
          "say --application " + ApplicationName.near(Path.of("/", name)));
    }
    return name;
  }

  private void list(List<Breach> findings) {
    if (findings.isEmpty()) {
      out.println("nothing was seen that stands between it and a safe release");
      return;
    }
    out.println(
        Words.count(findings.size(), "thing")
            + (findings.size() == 1 ? " stands" : " stand")
            + " between it and a safe release:");
    for (Breach finding : findings) {
      out.println("  " + finding);
      finding.add().forEach(line -> out.println("      " + line));
      out.println("    " + finding.next());
    }
  }
}
