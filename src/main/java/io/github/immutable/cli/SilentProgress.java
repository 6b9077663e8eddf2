package io.github.immutable.cli;

import io.github.immutable.release.Progress;

/** For commands whose result is all there is to say. */
final class SilentProgress implements Progress {
  @Override
  public void begin(String stage, String detail) {}

  @Override
  public void busy(String what) {}

  @Override
  public void note(String line) {}

  @Override
  public void done(String summary) {}

  @Override
  public void failed(String summary) {}
}
