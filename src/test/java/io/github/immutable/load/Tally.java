package io.github.immutable.load;

import io.github.immutable.load.Load.Loss;
import io.github.immutable.load.Load.Sighting;
import io.github.immutable.load.Load.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The count that all connections share. */
final class Tally {
  static final int LOSSES_KEPT = 1000;
  private static final long BUCKET_NANOS = 100_000;

  private final long began = System.nanoTime();
  private final long[] latencies = new long[100_001];
  private final Map<String, Long> reasons = new TreeMap<>();
  private final Map<String, Sighting> sightings = new HashMap<>();
  private final List<Loss> losses = new ArrayList<>();
  private long ended;
  private long ok;
  private long lost;
  private long gets;
  private long posts;
  private long skipped;
  private long connects;
  private long slowest;

  synchronized void sent(String method) {
    if ("POST".equals(method)) {
      posts++;
    } else {
      gets++;
    }
  }

  synchronized void skipped(long count) {
    skipped += count;
  }

  synchronized void connected() {
    connects++;
  }

  synchronized void ok(long nanos, String tag, Instant sent) {
    ok++;
    slowest = Math.max(slowest, nanos);
    latencies[Math.clamp(nanos / BUCKET_NANOS, 0, latencies.length - 1)]++;
    if (!tag.isEmpty()) {
      sightings.merge(tag, new Sighting(tag, 1, sent, sent), Tally::joined);
    }
  }

  private static Sighting joined(Sighting a, Sighting b) {
    Instant first = a.first().isBefore(b.first()) ? a.first() : b.first();
    Instant last = a.last().isAfter(b.last()) ? a.last() : b.last();
    return new Sighting(a.tag(), a.answers() + b.answers(), first, last);
  }

  synchronized void lost(Loss loss) {
    lost++;
    reasons.merge(loss.reason(), 1L, Long::sum);
    if (losses.size() < LOSSES_KEPT) {
      losses.add(loss);
    }
  }

  synchronized void end() {
    ended = ended == 0 ? System.nanoTime() : ended;
  }

  synchronized Snapshot snapshot() {
    List<Sighting> seen = new ArrayList<>(sightings.values());
    seen.sort(Comparator.comparing(Sighting::first));
    return new Snapshot(
        gets + posts,
        ok,
        lost,
        Collections.unmodifiableMap(new LinkedHashMap<>(reasons)),
        gets,
        posts,
        skipped,
        connects,
        Duration.ofNanos((ended == 0 ? System.nanoTime() : ended) - began),
        percentile(0.50),
        percentile(0.99),
        slowest / 1e6,
        List.copyOf(seen),
        List.copyOf(losses));
  }

  private double percentile(double share) {
    long wanted = (long) Math.ceil(ok * share);
    long counted = 0;
    for (int bucket = 0; bucket < latencies.length && wanted > 0; bucket++) {
      counted += latencies[bucket];
      if (counted >= wanted) {
        return Math.min(slowest, (bucket + 1) * BUCKET_NANOS) / 1e6;
      }
    }
    return 0;
  }
}
