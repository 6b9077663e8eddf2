package io.github.immutable.cli;

import io.github.immutable.release.Progress;
import io.github.immutable.release.Words;
import io.github.immutable.tool.Time;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * Progress for logs: a line with its time for every beginning and end, and one every 20 s between
 * them, so that nobody takes a long stage for a dead one.
 */
final class PlainProgress implements Progress {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final Duration SILENCE = Duration.ofSeconds(20);

  private final PrintWriter err;
  private final Time time;
  private String stage = "";
  private String doing = "";
  private boolean running;
  private Duration began = Duration.ZERO;
  private Duration spoke = Duration.ZERO;

  PlainProgress(PrintWriter err, Time time) {
    this.err = err;
    this.time = time;
  }

  /** Goes on by itself while a tool is silent; ends with the process. */
  static PlainProgress withHeartbeat(PrintWriter err, Time time) {
    PlainProgress progress = new PlainProgress(err, time);
    Thread.ofPlatform().daemon().name("heartbeat").start(progress::beatEverySecond);
    return progress;
  }

  @Override
  public synchronized void begin(String name, String detail) {
    stage = name;
    doing = detail;
    running = true;
    began = time.elapsed();
    line(detail);
  }

  @Override
  public synchronized void busy(String what) {
    doing = OneLine.of(what);
    beat();
  }

  /** Says what the stage is busy with, if nothing has been said for long. */
  synchronized void beat() {
    if (running && time.elapsed().minus(spoke).compareTo(SILENCE) >= 0) {
      line(doing + " (" + Words.duration(time.elapsed().minus(began)) + " so far)");
    }
  }

  private void beatEverySecond() {
    try {
      while (true) {
        time.sleep(Duration.ofSeconds(1));
        beat();
      }
    } catch (InterruptedException e) {
      // nobody interrupts it; it ends with the process
    }
  }

  @Override
  public synchronized void note(String text) {
    line(text);
  }

  @Override
  public synchronized void done(String summary) {
    end(summary);
  }

  @Override
  public synchronized void failed(String summary) {
    end("FAILED: " + summary);
  }

  private void end(String summary) {
    // what failed before it began took no time worth telling
    line(running ? summary + " (" + Words.duration(time.elapsed().minus(began)) + ")" : summary);
    running = false;
  }

  private void line(String text) {
    spoke = time.elapsed();
    err.printf("%s %-9s%s%n", CLOCK.format(time.now().atZone(ZoneId.systemDefault())), stage, text);
    err.flush();
  }
}
