package io.github.immutable.cli;

import io.github.immutable.release.Images;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code immutable images}. */
@Command(
    name = "images",
    mixinStandardHelpOptions = true,
    description = {"Lists the images of the project, and whether they still exist."},
    footerHeading = "%nExamples:%n",
    footer = {"  immutable images", "  immutable images --output json"})
final class ImagesCommand implements Callable<Integer> {
  @Mixin final PipelineOptions pipeline = new PipelineOptions();
  @Mixin final OutputOption output = new OutputOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (Session session = Session.look(pipeline)) {
      List<Images.Known> images = new Images(session.site()).list();
      spec.commandLine()
          .getOut()
          .println(output.json() ? Shown.json(images) : ImagesText.of(images));
      return 0;
    }
  }
}
