package io.github.immutable.release;

/** Is told how a release goes on, as it happens. */
public interface Progress {

  /** A stage begins. */
  void begin(String stage, String detail);

  /** What the stage is busy with now; the next one replaces it. */
  void busy(String what);

  /** Something that stays on the screen. */
  void note(String line);

  /** The stage has ended well. */
  void done(String summary);

  /** The stage has failed. */
  void failed(String summary);
}
