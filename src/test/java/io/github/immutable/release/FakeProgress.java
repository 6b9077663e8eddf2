package io.github.immutable.release;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was said, and is where a process can be cut between two acts. */
final class FakeProgress implements Progress {
  private final Cut cut;
  private final Map<String, Runnable> reactions = new ConcurrentHashMap<>();
  final List<String> said = new CopyOnWriteArrayList<>();

  FakeProgress(Cut cut) {
    this.cut = cut;
  }

  @Override
  public void begin(String stage, String detail) {
    say("begin " + stage + ": " + detail);
  }

  @Override
  public void busy(String what) {
    say("busy " + what);
  }

  @Override
  public void note(String line) {
    say("note " + line);
  }

  @Override
  public void done(String summary) {
    say("done " + summary);
  }

  @Override
  public void failed(String summary) {
    say("failed " + summary);
  }

  /** Does something once, when this is said. */
  void when(String begin, Runnable what) {
    reactions.put(begin, what);
  }

  private void say(String line) {
    said.add(line);
    for (String begin : List.copyOf(reactions.keySet())) {
      Runnable what = line.startsWith(begin) ? reactions.remove(begin) : null;
      if (what != null) {
        what.run();
      }
    }
    cut.pass(line);
  }
}
