package io.github.immutable.load;

import io.github.immutable.load.Load.Loss;
import io.github.immutable.load.Load.Sighting;
import io.github.immutable.load.Load.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The count as one line of JSON and as one sentence. */
final class Report {
  private static final int LOSSES_SHOWN = 20;

  static String json(Snapshot count) {
    List<String> reasons = new ArrayList<>();
    count.reasons().forEach((reason, lost) -> reasons.add(quoted(reason) + ":" + lost));
    List<String> tags = new ArrayList<>();
    for (Sighting seen : count.sightings()) {
      tags.add(
          "{\"tag\":%s,\"answers\":%d,\"first\":\"%s\",\"last\":\"%s\"}"
              .formatted(quoted(seen.tag()), seen.answers(), seen.first(), seen.last()));
    }
    List<String> losses = new ArrayList<>();
    for (Loss loss : count.losses().subList(0, Math.min(LOSSES_SHOWN, count.losses().size()))) {
      losses.add(
          "{\"sent\":\"%s\",\"method\":\"%s\",\"reason\":%s,\"detail\":%s,\"server\":%s,\"answered_before\":%d}"
              .formatted(
                  loss.sent(),
                  loss.method(),
                  quoted(loss.reason()),
                  quoted(loss.detail()),
                  quoted(loss.server()),
                  loss.answeredBefore()));
    }
    return String.format(
        Locale.ROOT,
        "{\"sent\":%d,\"ok\":%d,\"lost\":%d,\"reasons\":{%s},\"get\":%d,\"post\":%d,\"skipped\":%d,"
            + "\"connects\":%d,\"seconds\":%.1f,\"rate\":%.1f,\"p50_ms\":%.1f,\"p99_ms\":%.1f,"
            + "\"max_ms\":%.1f,\"tags\":[%s],\"losses\":[%s]}",
        count.sent(),
        count.ok(),
        count.lost(),
        String.join(",", reasons),
        count.gets(),
        count.posts(),
        count.skipped(),
        count.connects(),
        count.elapsed().toMillis() / 1e3,
        count.rate(),
        count.p50Millis(),
        count.p99Millis(),
        count.maxMillis(),
        String.join(",", tags),
        String.join(",", losses));
  }

  static String sentence(Snapshot count) {
    String reasons = count.lost() == 0 ? "" : " " + count.reasons();
    return String.format(
        Locale.ROOT,
        "%d requests sent (%d GET, %d POST) in %.1f s, %.0f a second: %d answered, %d lost%s; "
            + "half within %.1f ms, 99%% within %.1f ms, slowest %.1f ms",
        count.sent(),
        count.gets(),
        count.posts(),
        count.elapsed().toMillis() / 1e3,
        count.rate(),
        count.ok(),
        count.lost(),
        reasons,
        count.p50Millis(),
        count.p99Millis(),
        count.maxMillis());
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
