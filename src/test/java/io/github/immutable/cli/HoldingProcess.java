package io.github.immutable.cli;

import io.github.immutable.ledger.Hold;
import java.nio.file.Path;

/** A process that takes a pipeline's hold, says so, and keeps it until its input ends. */
final class HoldingProcess {
  private HoldingProcess() {}

  public static void main(String[] arguments) throws Exception {
    try (Hold hold = Hold.take(Path.of(arguments[0]), arguments[1])) {
      System.out.println(hold.getClass().getSimpleName());
      System.in.readAllBytes();
    }
  }
}
