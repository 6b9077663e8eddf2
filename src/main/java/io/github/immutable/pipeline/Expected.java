package io.github.immutable.pipeline;

import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a mistake describes the single value that it expected. */
final class Expected {
  private Expected() {}

  /** What a value of that type may be, as the end of "expected …". */
  static String of(Type type, @Nullable Range range) {
    if (type == boolean.class) {
      return "true or false";
    }
    if (type == int.class || type == Integer.class) {
      return greatest(range) == Integer.MAX_VALUE
          ? "a whole number from " + least(range)
          : "a whole number from " + least(range) + " to " + greatest(range);
    }
    if (type == Duration.class) {
      return range == null ? DurationText.EXPECTED : DurationText.EXPECTED + ", longer than 0s";
    }
    if (type == URI.class) {
      return "an http or https URL with a host and no password";
    }
    if (type instanceof Class<?> choices && choices.isEnum()) {
      return "one of " + String.join(", ", choices(choices));
    }
    if (type == Path.class) {
      return "a path";
    }
    return type == Object.class ? "a value" : "text";
  }

  /** How an enum's constants are written. */
  static List<String> choices(Class<?> choices) {
    return Arrays.stream(choices.getEnumConstants())
        .map(choice -> choice.toString().toLowerCase(Locale.ROOT))
        .toList();
  }

  static long least(@Nullable Range range) {
    return range == null ? 0 : range.min();
  }

  static long greatest(@Nullable Range range) {
    return range == null ? Integer.MAX_VALUE : Math.min(range.max(), Integer.MAX_VALUE);
  }
}
