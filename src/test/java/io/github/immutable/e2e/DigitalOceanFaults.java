package io.github.immutable.e2e;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a played DigitalOcean does wrong, and how often it did. */
final class DigitalOceanFaults {
  private final List<Fault> wanted = new ArrayList<>();
  private final Map<String, Integer> met = new TreeMap<>();

  /** Something that goes wrong. */
  static final class Fault {
    private final Kind kind;
    private final String call;
    private int times;

    /**
     * So many times.
     *
     * @param call method and path as a regular expression, such as {@code POST /v2/droplets}
     */
    Fault(Kind kind, String call, int times) {
      this.kind = kind;
      this.call = call;
      this.times = times;
    }
  }

  /** What it answers; words as in https://docs.digitalocean.com/reference/api/ under "errors". */
  enum Kind {
    THROTTLED(429, "too_many_requests", "API rate limit exceeded."),
    BROKEN(500, "server_error", "Unexpected server-side error"),
    EXPIRED(401, "unauthorized", "Unable to authenticate you"),
    DENIED(403, "forbidden", "You are not authorized to perform this operation"),
    QUOTA(
        422,
        "unprocessable_entity",
        "creating this/these droplet(s) will exceed your droplet limit"),
    /** Answers after longer than a client waits. */
    SILENT(504, "gateway_timeout", "");

    private static final int SILENCE_MILLIS = 12_000;

    private final int status;
    private final String id;
    private final String message;

    Kind(int status, String id, String message) {
      this.status = status;
      this.id = id;
      this.message = message;
    }

    ResponseDefinitionBuilder answer() {
      ResponseDefinitionBuilder answer =
          WireMock.jsonResponse(
              "{\"id\": \"%s\", \"message\": \"%s\"}".formatted(id, message), status);
      return switch (this) {
        case THROTTLED -> answer.withHeader("Retry-After", "1");
        case SILENT -> answer.withFixedDelay(SILENCE_MILLIS);
        default -> answer;
      };
    }
  }

  synchronized void set(List<Fault> faults) {
    wanted.clear();
    wanted.addAll(faults);
    met.clear();
  }

  /** What is wrong with this call. */
  synchronized Optional<Kind> of(String call) {
    for (Fault fault : wanted) {
      if (fault.times > 0 && call.matches(fault.call)) {
        fault.times--;
        met.merge(fault.kind.name(), 1, Integer::sum);
        return Optional.of(fault.kind);
      }
    }
    return Optional.empty();
  }

  /** How often it went wrong so, since it was told to. */
  synchronized int met(Kind kind) {
    return met.getOrDefault(kind.name(), 0);
  }
}
