package io.github.immutable.kill;

import io.github.immutable.release.GitProject;
import java.util.List;

/**
 * What is typed and killed.
 *
 * @param name for people
 * @param before versions that were released before, one after the other
 * @param standbyMinutes how long replaced servers stand by
 * @param ailment of the servers that it makes
 * @param typed the command
 * @param brings the version that is live when it has gone well
 * @param whole whether every run of the tests kills it at every point
 */
record Scenario(
    String name,
    List<String> before,
    long standbyMinutes,
    Estate.Ailment ailment,
    List<String> typed,
    String brings,
    boolean whole) {

  static List<Scenario> all() {
    return List.of(
        of("first release", List.of(), 0, Estate.Ailment.NONE, "release v1", "v1"),
        of("release", List.of("v1"), 0, Estate.Ailment.NONE, "release v2", "v2").everyPoint(),
        of(
            "release with standby",
            List.of("v1", "v2"),
            10,
            Estate.Ailment.NONE,
            "release v3",
            "v3"),
        of("unhealthy release", List.of("v1"), 0, Estate.Ailment.SICK, "release v2", "v1"),
        of(
                "release that fails in soak",
                List.of("v1"),
                0,
                Estate.Ailment.TIRING,
                "release v2",
                "v1")
            .everyPoint(),
        of("rollback to standby", List.of("v1", "v2"), 10, Estate.Ailment.NONE, "rollback", "v1"),
        of("cold rollback", List.of("v1", "v2"), 0, Estate.Ailment.NONE, "rollback", "v1")
            .everyPoint());
  }

  private static Scenario of(
      String name,
      List<String> before,
      long standbyMinutes,
      Estate.Ailment ailment,
      String typed,
      String brings) {
    return new Scenario(
        name, before, standbyMinutes, ailment, List.of(typed.split(" ")), brings, false);
  }

  /** The same, killed at every point in every run of the tests. */
  private Scenario everyPoint() {
    return new Scenario(name, before, standbyMinutes, ailment, typed, brings, true);
  }

  /** What is live before it; empty where nothing is. */
  String liveBefore() {
    return before.isEmpty() ? "" : before.getLast();
  }

  boolean fails() {
    return ailment != Estate.Ailment.NONE;
  }

  /** The exit code with which it ends where nobody kills it. */
  int exitCode() {
    return fails() ? 10 : 0;
  }

  /** Makes the estate in which it is typed. */
  void prepare(Estate estate, Lane lane) throws Exception {
    GitProject.create(estate.root());
    GitProject.write(estate.root(), ".immutable/.gitignore", "*\n");
    estate.change(
        "prepare",
        its -> {
          its.ports = lane.ports();
          its.door = lane.door();
          its.standbyMinutes = standbyMinutes;
        });
    lane.serve(estate);
    for (String version : before) {
      try (EstateSite site = new EstateSite(estate, Gate.open())) {
        int exitCode = site.run(List.of("release", version)).exitCode();
        if (exitCode != 0) {
          throw new IllegalStateException(version + " ended with " + exitCode);
        }
      }
    }
    estate.change(
        "prepare",
        its -> {
          its.ailment = ailment;
          its.ailing = "local-" + (before.size() + 1);
        });
  }
}
