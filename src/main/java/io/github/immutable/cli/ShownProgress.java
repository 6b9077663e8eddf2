package io.github.immutable.cli;

import io.github.immutable.release.Progress;
import io.github.immutable.tool.Redactor;

/** Progress without secrets, and without what would move the cursor. */
record ShownProgress(Progress progress, Redactor redactor) implements Progress {
  private static final int LONGEST = 2000;

  @Override
  public void begin(String stage, String detail) {
    progress.begin(stage, shown(detail));
  }

  @Override
  public void busy(String what) {
    progress.busy(shown(what));
  }

  @Override
  public void note(String line) {
    progress.note(shown(line));
  }

  @Override
  public void done(String summary) {
    progress.done(shown(summary));
  }

  @Override
  public void failed(String summary) {
    progress.failed(shown(summary));
  }

  private String shown(String text) {
    String safe = OneLine.harmless(redactor.redact(text));
    return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST) + "…";
  }
}
