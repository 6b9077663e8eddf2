package io.github.immutable.pipeline;

import java.util.List;
import java.util.OptionalInt;

/** What the traffic section must hold to. */
final class TrafficRules {
  private static final String HAPROXY = "traffic.haproxy.";

  private TrafficRules() {}

  static void check(Values values) {
    values
        .bool(HAPROXY + "managed")
        .ifPresent(
            managed -> {
              if (managed) {
                refuseOwn(values);
              } else {
                requireOwn(values);
              }
            });
    OptionalInt capacity = values.number(HAPROXY + "capacity");
    OptionalInt count = values.number("servers.count");
    if (capacity.isPresent() && count.isPresent() && capacity.getAsInt() < count.getAsInt()) {
      values
          .findings()
          .mistake(
              HAPROXY + "capacity",
              "expected at least servers.count, %d, found %d"
                  .formatted(count.getAsInt(), capacity.getAsInt()));
    }
  }

  private static void refuseOwn(Values values) {
    for (String key : List.of("socket", "master_socket", "map", "state")) {
      if (values.has(HAPROXY + key)) {
        values
            .findings()
            .mistake(HAPROXY + key, key + " belongs to an HAProxy of your own, managed: false");
      }
    }
  }

  private static void requireOwn(Values values) {
    for (String key : List.of("socket", "map", "state")) {
      if (!values.has(HAPROXY + key)) {
        values
            .findings()
            .missing(
                HAPROXY + key, "missing key \"" + HAPROXY + key + "\", which managed: false needs");
      }
    }
  }
}
