package io.github.immutable.e2e;

import io.github.immutable.ledger.Ledger;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.StageRecord;
import java.util.List;

/**
 * A terminal whose window is closed while Terraform makes servers. Nobody is left to be told, so
 * that the exit code and the message are those of the record.
 *
 * @param command with {@code %s} for what is typed
 */
record ClosingTerminal(LiveProject project, String command) implements LiveProject.Typist {
  @Override
  public Answer types(List<String> words) throws LedgerException {
    Sample web = project.web();
    long applies = web.applies();
    String line =
        command.replace("%s", "'" + CommandLine.LAUNCHER + "' " + String.join(" ", words));
    // whoever started the tests may have had SIGHUP ignored, and all below would inherit it
    List<String> script =
        List.of("env", "--default-signal=HUP", "script", "-qefc", line, "/dev/null");
    Invocation terminal = web.command.begin(script, words);
    terminal.when("terraform apply", () -> web.applies() > applies);
    ProcessHandle release = holder();
    terminal.kill();
    Wait.until("the end of process " + release.pid(), () -> !release.isAlive());
    try (Ledger ledger = Ledger.open(project.home().resolve("ledger.db"))) {
      ReleaseRecord newest = ledger.releases("local").getLast();
      if (newest.exitCode() == null) {
        return interrupted(words, ledger, newest);
      }
      return new Answer(words, newest.exitCode(), "", String.valueOf(newest.message()));
    }
  }

  /** Nobody could read what it said: the ledger knows in which stage it stopped. */
  private Answer interrupted(List<String> words, Ledger ledger, ReleaseRecord release)
      throws LedgerException {
    StageRecord last = ledger.stages(release.id()).getLast();
    project.begins(() -> project.web().immutable("abort").exits(0));
    return new Answer(words, 130, "", last.outcome() + " in " + last.stage());
  }

  private ProcessHandle holder() throws LedgerException {
    try (Ledger ledger = Ledger.look(project.home().resolve("ledger.db"))) {
      long process = ledger.held("local").orElseThrow().holder().process().pid();
      return ProcessHandle.of(process).orElseThrow();
    }
  }
}
