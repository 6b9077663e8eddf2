package io.github.immutable.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A cloud that a test plays: its API, and containers behind it that run what was built. */
interface PlayedCloud extends AutoCloseable {
  /** Where its balancer answers out here. */
  URI door();

  /** What its API is asked with, and nobody may ever see. */
  List<String> secrets();

  /** Writes a script that runs a command as somebody with the cloud's credentials. */
  Path launcher(Path script, String command) throws IOException;

  /** Servers that stand, by id, with the slot that each is tagged with. */
  Map<String, String> servers();

  /** All that a build makes and a finished one leaves nothing of. */
  List<String> builders();

  /** From now on it does nothing wrong. */
  void behaves();

  /** From now on it throttles, fails, is slow or late, each a few times. */
  void isWeak();

  /** Whether all of that has happened. */
  void wasWeak();

  /** From now on there is no room for another server. */
  void isFull();

  /** From now on it takes credentials for expired. */
  void forgetsUs();

  /** The next server boots this image instead of the one that it is asked for. */
  void boots(String image);

  /** Deletes an image, as somebody might who tidies up. */
  void deletes(String image);

  @Override
  void close();
}
