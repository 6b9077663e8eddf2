package io.github.immutable.pipeline;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key of the file, as a record's component declares it.
 *
 * @param fallback what it is worth when left out, as YAML; null when it has no default
 */
record Key(
    String name, Type type, boolean required, @Nullable String fallback, @Nullable Range range) {

  /** The keys of a section, in the order of its record. */
  static List<Key> of(Class<?> section) {
    return Arrays.stream(section.getRecordComponents())
        .filter(part -> !part.getAccessor().isAnnotationPresent(JacksonInject.class))
        .map(Key::of)
        .toList();
  }

  private static Key of(RecordComponent part) {
    JsonProperty renamed = part.getAccessor().getAnnotation(JsonProperty.class);
    Default fallback = part.getAnnotation(Default.class);
    boolean nullable = part.getAnnotatedType().isAnnotationPresent(Nullable.class);
    return new Key(
        renamed == null ? part.getName() : renamed.value(),
        part.getGenericType(),
        fallback == null && !nullable,
        fallback == null ? null : fallback.value(),
        part.getAnnotation(Range.class));
  }
}
