package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.release.Outcome;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger export} and {@code import}: what comes back, and what is refused whole. */
class LedgerImportTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  private SampleProject old = new SampleProject(Path.of(""));
  private SampleProject next = old;
  private Path file = Path.of("");

  @BeforeEach
  void one_ledger_is_exported_and_another_is_empty() throws Exception {
    old = SampleProject.in(folder.resolve("old"));
    old.leaveUnfinishedRelease();
    next = SampleProject.in(folder.resolve("next"));
    Path pipeline = next.folder().resolve("pipelines/local.yml");
    Files.copy(
        old.folder().resolve("pipelines/local.yml"), pipeline, StandardCopyOption.REPLACE_EXISTING);
    file = folder.resolve("ledger.jsonl");
    Run run = old.run("ledger", "export", file.toString());
    assertThat(run.err()).isEqualTo("exported 1 records to " + file + "\n");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void what_was_exported_comes_back() throws Exception {
    Run run = imported();

    assertThat(run.err()).isEqualTo("imported 1 records\n");
    assertThat(run.exitCode()).isZero();
    assertThat(next.releases()).extracting(ReleaseRecord::id).containsExactly("local-1");
    assertThat(next.run("ledger", "export").out()).isEqualTo(Files.readString(file));
  }

  @Test
  void a_ledger_that_has_records_is_not_written_to() throws Exception {
    assertThat(imported().exitCode()).isZero();

    refused(
        imported(), Outcome.BAD_REQUEST, "is not empty; nothing was imported", "immutable history");
  }

  @Test
  void the_ledger_of_another_application_is_refused() throws Exception {
    SampleProject other = SampleProject.in(folder.resolve("other"));

    Run run = other.run("ledger", "import", file.toString());

    refused(run, Outcome.BAD_REQUEST, "and this pipeline's application is cli-", "its own project");
    assertThat(other.releases()).isEmpty();
  }

  @Test
  void a_file_that_is_not_there_is_refused() throws Exception {
    Files.delete(file);

    refused(
        imported(),
        Outcome.BAD_REQUEST,
        "ledger.jsonl cannot be read: NoSuchFile",
        "ledger export");
  }

  @Test
  void what_is_no_export_is_refused() throws Exception {
    Files.writeString(file, "{}\n");

    refused(
        imported(), Outcome.OPERATOR_NEEDED, "is no export of a ledger", "export the ledger again");
  }

  @Test
  void an_export_that_was_altered_or_cut_short_is_refused_and_nothing_of_it_is_kept()
      throws Exception {
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.stream().map(line -> line.replace("open", "completed")).toList());
    refused(imported(), Outcome.OPERATOR_NEEDED, "was altered, or its end is missing", "again");

    Files.write(file, lines.subList(0, lines.size() - 1));
    refused(imported(), Outcome.OPERATOR_NEEDED, "was altered, or its end is missing", "again");
    assertThat(next.releases()).isEmpty();
  }

  @Test
  void one_of_a_newer_version_is_refused() throws Exception {
    String text = Files.readString(file);
    Files.writeString(file, text.replaceFirst("\"schema\":\\d+", "\"schema\":99"));

    refused(
        imported(), Outcome.OPERATOR_NEEDED, "newer version of immutable (schema 99)", "use that");
  }

  @Test
  void a_file_that_exists_is_not_overwritten_by_an_export() throws Exception {
    String before = Files.readString(file);

    Run run = old.run("ledger", "export", file.toString());

    refused(run, Outcome.BAD_REQUEST, "cannot be written to", "does not exist yet");
    assertThat(file).hasContent(before);
  }

  @Test
  void an_export_that_standard_output_does_not_take_is_no_success() throws Exception {
    StringWriter err = new StringWriter();
    try (PrintStream full = new PrintStream(new FileOutputStream("/dev/full"))) {
      int exitCode =
          RootCommand.commandLine(full, full)
              .setErr(new PrintWriter(err, true))
              .execute("ledger", "export", "--project", old.folder().toString());

      assertThat(exitCode).isEqualTo(Outcome.BAD_REQUEST);
      assertThat(err.toString()).contains("could not be written to standard output", "Next:  ");
    }
  }

  private Run imported() {
    return next.run("ledger", "import", file.toString());
  }

  private static void refused(Run run, int exitCode, String why, String remedy) {
    assertThat(run.firstOfStory()).startsWith("immutable: ").contains(why);
    assertThat(run.err()).contains("Next:  ").contains(remedy);
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(exitCode);
  }
}
