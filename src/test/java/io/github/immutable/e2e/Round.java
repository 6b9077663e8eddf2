package io.github.immutable.e2e;

import java.util.ArrayList;
import java.util.List;

/**
 * One release that is killed, and how it goes on.
 *
 * @param kind what is released
 * @param stage in which it is killed
 * @param millis after the stage has begun
 * @param resumed or else aborted
 * @param twice whether what goes on is killed as well, and started again
 */
record Round(Kind kind, String stage, int millis, boolean resumed, boolean twice) {
  private static final int EVERY_WHICH_TWICE = 6;

  /** What is released. */
  enum Kind {
    /** The other version, of a known image. */
    GOOD,
    /** The other version, whose image Packer makes. */
    BUILT,
    /** One that never gets healthy. */
    SICK,
    /** One that gets the traffic and loses it again. */
    TIRED,
    /** A rollback to servers that are gone. */
    ROLLBACK,
    /** A rollback to servers that stand by. */
    SWITCH_BACK;

    /** Whether it is live in the end, if nobody aborts it. */
    boolean succeeds() {
      return this != SICK && this != TIRED;
    }
  }

  /** All that there are, resumed and aborted in turn. */
  static List<Round> all() {
    List<Round> rounds = new ArrayList<>();
    add(rounds, Kind.BUILT, "build", 1500, 5000);
    add(rounds, Kind.GOOD, "build", 0, 200, 400);
    add(rounds, Kind.GOOD, "launch", 0, 400, 800, 1200, 1600, 2000);
    add(rounds, Kind.GOOD, "verify", 0, 100, 200);
    add(rounds, Kind.GOOD, "promote", 0, 70, 150);
    add(rounds, Kind.GOOD, "soak", 0, 500, 900);
    add(rounds, Kind.GOOD, "retire", 0, 200, 400, 700, 1000);
    add(rounds, Kind.SICK, "verify", 500, 2500);
    add(rounds, Kind.SICK, "put back", 0, 300, 600, 1000);
    add(rounds, Kind.TIRED, "put back", 0, 200, 600);
    add(rounds, Kind.ROLLBACK, "launch", 500, 1300);
    add(rounds, Kind.ROLLBACK, "promote", 50);
    add(rounds, Kind.ROLLBACK, "soak", 300);
    add(rounds, Kind.ROLLBACK, "retire", 400);
    add(rounds, Kind.SWITCH_BACK, "promote", 50);
    add(rounds, Kind.SWITCH_BACK, "soak", 300);
    return rounds;
  }

  private static void add(List<Round> rounds, Kind kind, String stage, int... moments) {
    for (int millis : moments) {
      int number = rounds.size();
      rounds.add(
          new Round(
              kind,
              stage,
              millis,
              number % 2 == 0,
              number % EVERY_WHICH_TWICE == EVERY_WHICH_TWICE - 1));
    }
  }

  /** Whether it is looked at what others are told, before and after: once in each stage. */
  boolean told() {
    return millis == 0;
  }

  /** The command that goes on from there. */
  String command() {
    return resumed ? "resume" : "abort";
  }

  @Override
  public String toString() {
    return "%s in %s after %d ms, then %s%s"
        .formatted(kind, stage, millis, command(), twice ? ", killed too" : "");
  }
}
