package io.github.immutable.pipeline;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One key of the file, as a record's component declares it.
 *
 * @param fallback what it is worth when left out, as YAML; null when it has no default
 * @param about what it means
 */
record Key(
    String name,
    Type type,
    boolean required,
    @Nullable String fallback,
    Limits limits,
    Describe about) {

  /** The keys of a section, in the order of its record. */
  static List<Key> of(Class<?> section) {
    return Arrays.stream(section.getRecordComponents())
        .filter(part -> !part.getAccessor().isAnnotationPresent(JacksonInject.class))
        .map(Key::of)
        .toList();
  }

  /** The places of all keys below a section, sections among them: {@code image.template}. */
  static List<String> places(Class<?> section) {
    return of(section).stream()
        .flatMap(
            key ->
                Stream.concat(
                    Stream.of(key.name()),
                    key.section().stream()
                        .flatMap(inner -> places(inner).stream())
                        .map(place -> key.name() + "." + place)))
        .toList();
  }

  /** The record of its keys, for a key that is a section. */
  Optional<Class<?>> section() {
    return type instanceof Class<?> inner && inner.isRecord()
        ? Optional.of(inner)
        : Optional.empty();
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
        Limits.of(part.getAnnotation(Range.class), part.getAnnotation(Form.class)),
        Objects.requireNonNull(part.getAnnotation(Describe.class), part.getName()));
  }
}
