package io.github.immutable.e2e;

import java.nio.file.Path;
import java.util.List;

/** Where a mistake is made. */
interface Project {
  Path folder();

  String application();

  /** The first of its servers' ports. */
  int port();

  /** The slot that answers at the front door; empty where nobody does. */
  String answeringSlot();

  /** Runs the command line there. */
  Answer types(List<String> words) throws Exception;
}
