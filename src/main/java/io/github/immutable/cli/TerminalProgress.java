package io.github.immutable.cli;

import io.github.immutable.release.Progress;
import io.github.immutable.release.Words;
import io.github.immutable.tool.Time;
import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/**
 * Progress for people: the stage at hand with its elapsed time, and a line for each that is over.
 */
final class TerminalProgress implements Progress {
  private static final int REDRAW_MILLIS = 100;
  private static final int NAME_WIDTH = 9;

  private final PrintStream err;
  private final Time time;
  private final boolean colour;
  private final int columns;
  private String stage = "";
  private Duration began = Duration.ZERO;
  private @Nullable ProgressBar bar;

  TerminalProgress(PrintStream err, Time time, boolean colour, int columns) {
    this.err = err;
    this.time = time;
    this.colour = colour;
    this.columns = columns;
  }

  @Override
  public synchronized void begin(String name, String detail) {
    clear();
    stage = name;
    began = time.elapsed();
    bar =
        new ProgressBarBuilder()
            .setTaskName(name)
            .setInitialMax(-1)
            .setUpdateIntervalMillis(REDRAW_MILLIS)
            // without it only counted progress is drawn, and the seconds would stand still
            .continuousUpdate()
            // asked for the width, it runs `test` and `stty`, whichever those are on the PATH
            .setConsumer(new OneLineConsumer(err, columns - 1))
            .setRenderer(this::render)
            .clearDisplayOnFinish()
            .build();
    bar.setExtraMessage(detail);
  }

  @Override
  public synchronized void busy(String what) {
    if (bar != null) {
      bar.setExtraMessage(OneLine.of(what));
    }
  }

  @Override
  public synchronized void note(String line) {
    String name = stage;
    boolean running = bar != null;
    clear();
    err.println("  " + line);
    if (running) {
      Duration since = began;
      begin(name, "");
      began = since;
    }
  }

  @Override
  public synchronized void done(String summary) {
    end(colour ? "\033[32m✓\033[0m" : "✓", summary);
  }

  @Override
  public synchronized void failed(String summary) {
    end(colour ? "\033[31m✗\033[0m" : "✗", summary);
  }

  private void end(String mark, String summary) {
    clear();
    err.println(
        mark + " " + padded(stage) + summary + "  " + Words.duration(time.elapsed().minus(began)));
  }

  private void clear() {
    if (bar != null) {
      bar.close();
      // closed before its first drawing, it draws once more and clears nothing
      err.print("\r" + " ".repeat(columns - 1) + "\r");
      bar = null;
    }
  }

  private String render(ProgressState state, int width) {
    String line =
        "· "
            + padded(stage)
            + Words.duration(time.elapsed().minus(began))
            + "  "
            + state.getExtraMessage().strip();
    // as wide as the one before, which may have been longer
    return line.length() > width
        ? line.substring(0, Math.max(0, width - 1)) + "…"
        : line + " ".repeat(width - line.length());
  }

  private static String padded(String name) {
    return name + " ".repeat(Math.max(1, NAME_WIDTH - name.length()));
  }

  /**
   * Leaves no line behind: the library ends one that it has just cleared, which shows as a blank.
   */
  private static final class OneLineConsumer extends ConsoleProgressBarConsumer {
    OneLineConsumer(PrintStream out, int width) {
      super(out, width);
    }

    @Override
    public void close() {}
  }
}
