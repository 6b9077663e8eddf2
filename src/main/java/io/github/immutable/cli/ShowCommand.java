package io.github.immutable.cli;

import io.github.immutable.ledger.Ledger;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.release.ReleaseFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code immutable show RELEASE}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows one release.",
      "Its stages, tool runs, servers, image, and how it ended."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  immutable show local-3", "  immutable show local-3 --output json"})
final class ShowCommand implements Callable<Integer> {
  @Mixin final PipelineOptions pipeline = new PipelineOptions();
  @Mixin final OutputOption output = new OutputOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(paramLabel = "RELEASE", description = "A release id of immutable history.")
  private String id = "";

  @Override
  public Integer call() throws Exception {
    try (Session session = Session.look(pipeline)) {
      Ledger ledger = session.site().ledger();
      ReleaseRecord release =
          ledger
              .release(id)
              .orElseThrow(
                  () ->
                      new ReleaseFailure.BadRequest(
                          "there is no release " + id, "immutable history   lists them"));
      Map<String, Object> whole = new LinkedHashMap<>();
      whole.put("release", release);
      whole.put("stages", ledger.stages(id));
      whole.put("tools", ledger.tools(id));
      whole.put("folder", session.site().folder(id).toString());
      spec.commandLine()
          .getOut()
          .println(
              output.json()
                  ? Shown.json(whole)
                  : ShowText.of(
                      release, ledger.stages(id), ledger.tools(id), session.site().folder(id)));
      return 0;
    }
  }
}
