package io.github.immutable.cli;

import io.github.immutable.ledger.Export;
import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.release.ReleaseFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code immutable ledger export}, {@code import} and {@code register-images}. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    description = "Writes the ledger out, reads it back, or records lost images anew.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  immutable ledger export ledger.jsonl",
      "  immutable ledger import ledger.jsonl",
      "  immutable ledger register-images"
    },
    subcommands = {
      LedgerCommand.ExportCommand.class,
      LedgerCommand.ImportCommand.class,
      RegisterImagesCommand.class
    })
final class LedgerCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "a command is missing: export, import or register-images");
  }

  /** Writes everything as JSON lines. */
  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = {
        "Writes all records of this project as JSON lines.",
        "Those of all its pipelines, with the Terraform roots that made servers. Terraform's states are",
        "not among them."
      },
      footerHeading = "%nExamples:%n",
      footer = "  immutable ledger export ledger.jsonl")
  static final class ExportCommand implements Callable<Integer> {
    private static final FileAttribute<?> PRIVATE =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    @Mixin final PipelineOptions options = new PipelineOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "FILE",
        description = "Is made, for its owner alone. Default: standard output.")
    private @Nullable Path file;

    @Override
    public Integer call() throws Exception {
      try (Session session = Session.look(options)) {
        String project = session.site().pipeline().application();
        Export export = session.site().ledger().export(project);
        if (file == null) {
          // not println, whose line ends depend on the system
          Consumer<String> print = line -> spec.commandLine().getOut().print(line + "\n");
          export.lines().forEach(print);
          if (spec.commandLine().getOut().checkError()) {
            throw new ReleaseFailure.BadRequest(
                "the ledger could not be written to standard output; what was written is cut short",
                "see that there is space where it goes, and that whoever reads it reads to the end");
          }
          return 0;
        }
        write(file, export.lines());
        spec.commandLine()
            .getErr()
            .println("exported " + export.records().size() + " records to " + file);
      }
      return 0;
    }

    private static void write(Path file, List<String> lines) throws ReleaseFailure {
      try {
        Files.createFile(file, PRIVATE);
      } catch (IOException e) {
        throw unwritable(file, e);
      }
      try {
        String all = String.join("\n", lines) + "\n";
        Files.writeString(file, all, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
      } catch (IOException e) {
        deleteCut(file);
        throw unwritable(file, e);
      }
    }

    private static ReleaseFailure unwritable(Path file, IOException e) {
      return new ReleaseFailure.BadRequest(
          "the ledger cannot be written to " + file + ": " + Unwritable.why(e),
          "name a file that does not exist yet, in a folder that can be written and has space");
    }

    /** Nobody shall take it for a backup. */
    private static void deleteCut(Path file) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // what is said of it already is all that can be said
      }
    }
  }

  /** Reads it back. */
  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = {
        "Reads an exported ledger into an empty one.",
        "That is the one which the pipeline file names. All of it is read or nothing. Nobody may release",
        "through the old ledger from then on."
      },
      footerHeading = "%nExamples:%n",
      footer = "  immutable ledger import ledger.jsonl")
  static final class ImportCommand implements Callable<Integer> {
    @Mixin final PipelineOptions options = new PipelineOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "What was exported.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Override
    public Integer call() throws Exception {
      List<String> lines = lines();
      try (Session session = Session.look(options)) {
        Pipeline pipeline = session.site().pipeline();
        Export export = Export.read(file.toString(), lines);
        if (!export.project().equals(pipeline.application())) {
          throw new ReleaseFailure.BadRequest(
              file
                  + " is the ledger of "
                  + export.project()
                  + ", and this pipeline's application is "
                  + pipeline.application(),
              "import it in its own project");
        }
        if (!session.site().ledger().fill(export)) {
          throw new ReleaseFailure.BadRequest(
              "the ledger of " + pipeline.application() + " is not empty; nothing was imported",
              "see what it has: immutable history; an import needs a ledger without records");
        }
        spec.commandLine().getErr().println("imported " + export.records().size() + " records");
      }
      return 0;
    }

    private List<String> lines() throws ReleaseFailure {
      try {
        return Files.readAllLines(file);
      } catch (IOException e) {
        throw new ReleaseFailure.BadRequest(
            file + " cannot be read: " + e.getClass().getSimpleName(),
            "name a file that immutable ledger export has written");
      }
    }
  }
}
