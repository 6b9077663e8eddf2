/** Replaces servers instead of changing them. */
@NullMarked
package io.github.immutable;

import org.jspecify.annotations.NullMarked;
