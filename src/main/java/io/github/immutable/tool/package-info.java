/** The only place that starts processes. */
@NullMarked
package io.github.immutable.tool;

import org.jspecify.annotations.NullMarked;
