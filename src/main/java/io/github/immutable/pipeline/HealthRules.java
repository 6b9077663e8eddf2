package io.github.immutable.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** What the health section must hold to; above all that something proves the image. */
final class HealthRules {
  private static final List<String> CHECKS = List.of("health.http", "health.tcp", "health.command");

  private HealthRules() {}

  static void check(Values values) {
    if (!values.isSection("health")) {
      return;
    }
    if (CHECKS.stream().noneMatch(values::hasOrMeans)) {
      values.findings().mistake("health", "expected at least one of http, tcp and command");
    }
    http(values);
    CommandRules.check("health.command.run", values);
    Set<String> known = Placeholders.HEALTH;
    PlaceholderRules.check("health.http.expect", known, values);
    PlaceholderRules.check("health.command.run", known, values);
    proof(values);
    from(values);
    pace(values);
  }

  private static void http(Values values) {
    OptionalInt status = values.number("health.http.status");
    if (status.isPresent() && status.getAsInt() > 0 && status.getAsInt() < 200) {
      values
          .findings()
          .mistake("health.http.status", "expected 0 for any of 200 to 299, or 200 to 599");
    }
  }

  private static void proof(Values values) {
    String given = values.text("health.proof").orElse("");
    AtomicBoolean answers = new AtomicBoolean();
    values.texts(
        "health.http.expect",
        (place, text) -> answers.compareAndSet(false, Placeholders.in(text).contains("image.id")));
    if (given.equals("answer") && !answers.get() && !unread(values)) {
      values
          .findings()
          .mistake(
              "health.proof",
              values.has("health.proof")
                  ? "answer needs ${image.id} in health.http.expect"
                  : "expected a proof of the image: ${image.id} in health.http.expect, or"
                      + " health.proof: platform, command or none");
    } else if (given.equals("platform") && !values.hasOrMeans("servers.inventory")) {
      values.findings().mistake("health.proof", "platform needs servers.inventory");
    } else if (given.equals("command") && !values.hasOrMeans("health.command")) {
      values.findings().mistake("health.proof", "command needs health.command");
    }
  }

  /** Where this machine asks no server, no answer of theirs proves anything. */
  private static void from(Values values) {
    String from = values.text("health.from").orElse("here");
    if (from.equals("here")) {
      return;
    }
    if (values.text("health.proof").orElse("").equals("answer")) {
      values
          .findings()
          .mistake("health.from", from + " needs health.proof: platform, command or none");
    }
    if (from.equals("command") && !values.hasOrMeans("health.command")) {
      values.findings().mistake("health.from", "command needs health.command");
    }
    boolean told =
        values.hasOrMeans("traffic.command") || values.hasOrMeans("traffic.terraform.show");
    if (from.equals("balancer") && !told) {
      values
          .findings()
          .mistake("health.from", "balancer needs traffic.command or traffic.terraform.show");
    }
  }

  /** Whether the answer's fields are there and wrong, or misnamed, which is told already. */
  private static boolean unread(Values values) {
    return Stream.of("health.http", "health.http.expect")
        .anyMatch(place -> values.hasOrMeans(place) && !values.isSection(place));
  }

  private static void pace(Values values) {
    Optional<Duration> every = values.duration("health.every");
    Optional<Duration> within = values.duration("health.within");
    OptionalInt passes = values.number("health.passes");
    if (every.isEmpty() || within.isEmpty() || passes.isEmpty()) {
      return;
    }
    Duration least = every.get().multipliedBy(passes.getAsInt() - 1L);
    if (within.get().compareTo(least) < 0) {
      values
          .findings()
          .mistake(
              "health.within",
              "expected at least %s, the time that %d passes take every %s"
                  .formatted(
                      DurationText.of(least), passes.getAsInt(), DurationText.of(every.get())));
    }
  }
}
