package io.github.immutable.pipeline;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a key of the pipeline file means, in Markdown, for those who write one: the JSON Schema and
 * the table of {@code docs/pipeline.md} are made of it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Describe {
  String value();

  /** A value, written as in the file; empty where none is needed. */
  String example() default "";
}
