package io.github.immutable.servers;

/**
 * What one check of one server found.
 *
 * @param what why not, or for a pass what was seen, in one line
 */
public record CheckResult(Verdict verdict, String what) {

  /** How a check ended. */
  public enum Verdict {
    HEALTHY,
    UNHEALTHY,
    /** It answers, and it runs something else than it should. */
    WRONG_IMAGE
  }

  /** It passed. */
  public static CheckResult healthy(String what) {
    return new CheckResult(Verdict.HEALTHY, what);
  }

  /** It did not. */
  public static CheckResult unhealthy(String what) {
    return new CheckResult(Verdict.UNHEALTHY, what);
  }

  static CheckResult wrongImage(String what) {
    return new CheckResult(Verdict.WRONG_IMAGE, what);
  }

  /** Whether it passed. */
  public boolean passed() {
    return verdict == Verdict.HEALTHY;
  }
}
