package io.github.immutable.cli;

import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.pipeline.Pipelines;
import io.github.immutable.release.Balancer;
import io.github.immutable.release.Site;
import io.github.immutable.tool.ProcessRunner;
import io.github.immutable.tool.SystemTime;
import io.github.immutable.traffic.HaproxyStanza;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code immutable traffic}. */
@Command(
    name = "traffic",
    mixinStandardHelpOptions = true,
    description = "Starts a managed balancer; checks or prints what yours needs.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  immutable traffic start",
      "  immutable traffic print-config --pipeline production"
    },
    subcommands = {
      TrafficCommand.PrintConfig.class,
      TrafficCommand.Start.class,
      TrafficCheckCommand.class
    })
final class TrafficCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "a command is missing: print-config, start or check");
  }

  /** Starts the managed balancer, after a reboot for example. */
  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      description = {
        "Starts the managed balancer of a pipeline, if it does not run.",
        "It serves what it served before. Your own balancer is only asked whether it answers."
      },
      footerHeading = "%nExamples:%n",
      footer = "  immutable traffic start")
  static final class Start implements Callable<Integer> {
    @Mixin final PipelineOptions options = new PipelineOptions();
    @Mixin final WaitOption wait = new WaitOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      try (Session session =
          Session.change(options, wait, "traffic start", ProgressChoice.of(spec))) {
        spec.commandLine().getOut().println(new Balancer(session.site()).start());
      }
      return 0;
    }
  }

  /** Prints the stanza that the user's own HAProxy needs. */
  @Command(
      name = "print-config",
      mixinStandardHelpOptions = true,
      description = {
        "Prints what the configuration of your own HAProxy must contain.",
        "The process and the file stay yours; immutable owns the map and the state files in it."
      },
      footerHeading = "%nExamples:%n",
      footer = "  immutable traffic print-config --pipeline production")
  static final class PrintConfig implements Callable<Integer> {
    @Mixin final PipelineOptions options = new PipelineOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      Path root = Session.root(options);
      Pipeline pipeline = Pipelines.choose(root, options.pipeline);
      Balancers.haproxy(pipeline);
      Balancers.refuseUnfit(pipeline, Site.home(root));
      spec.commandLine()
          .getOut()
          .println(
              HaproxyStanza.forOwn(
                  Balancers.config(
                      pipeline,
                      Site.home(root),
                      options.shown(new ProcessRunner(new SystemTime())))));
      return 0;
    }
  }
}
