package io.github.immutable.image;

import com.fasterxml.jackson.databind.util.StdConverter;
import java.time.Instant;

/** Reads ISO 8601 times: Jackson alone knows no {@link Instant}. */
final class TextToInstant extends StdConverter<String, Instant> {
  @Override
  public Instant convert(String text) {
    return Instant.parse(text);
  }
}
