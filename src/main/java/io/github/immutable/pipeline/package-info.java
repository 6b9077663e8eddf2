/** The pipeline file as records, its loader and its errors. */
@NullMarked
package io.github.immutable.pipeline;

import org.jspecify.annotations.NullMarked;
