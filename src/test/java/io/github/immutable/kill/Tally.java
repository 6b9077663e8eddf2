package io.github.immutable.kill;

import java.util.concurrent.atomic.AtomicInteger;

/** What was run and what was found, of all estates together. */
final class Tally {
  final AtomicInteger points = new AtomicInteger();
  final AtomicInteger whole = new AtomicInteger();
  final AtomicInteger chosen = new AtomicInteger();
  final AtomicInteger run = new AtomicInteger();
  final AtomicInteger resumes = new AtomicInteger();
  final AtomicInteger aborts = new AtomicInteger();
  final AtomicInteger second = new AtomicInteger();
  final AtomicInteger elsewhere = new AtomicInteger();
  private final AtomicInteger orphans = new AtomicInteger();
  private final AtomicInteger duplicates = new AtomicInteger();
  private final AtomicInteger violations = new AtomicInteger();

  void orphans(int found) {
    orphans.addAndGet(found);
  }

  void duplicates(int found) {
    duplicates.addAndGet(found);
  }

  void violations(int found) {
    violations.addAndGet(found);
  }

  void recovered(String verb) {
    (verb.equals("resume") ? resumes : aborts).incrementAndGet();
  }

  /** One line. */
  @Override
  public String toString() {
    return "points there are "
        + points
        + " ("
        + whole
        + " in a release, a failing release and a rollback)"
        + ", points run "
        + run
        + ", resumes "
        + resumes
        + ", aborts "
        + aborts
        + " (in a JVM of their own "
        + elsewhere
        + "), second kills "
        + second
        + ", orphans "
        + orphans
        + ", duplicates "
        + duplicates
        + ", violations "
        + violations;
  }
}
