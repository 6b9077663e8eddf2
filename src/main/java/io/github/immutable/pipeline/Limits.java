package io.github.immutable.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a key's values must hold to beyond their type.
 *
 * @param range of numbers and durations; null is any
 * @param forms of texts
 */
record Limits(@Nullable Range range, List<TextForm> forms) {
  static final Limits NONE = new Limits(null, List.of());

  static Limits of(@Nullable Range range, @Nullable Form form) {
    return new Limits(range, form == null ? List.of() : List.of(form.value()));
  }

  Limits without(TextForm form) {
    return new Limits(range, forms.stream().filter(its -> its != form).toList());
  }

  /** What a text should have been; null when it is that. */
  @Nullable String expected(String text) {
    return forms.stream()
        .filter(form -> form.refuses(text))
        .map(TextForm::expected)
        .findFirst()
        .orElse(null);
  }
}
