/** Processes that are killed, and what others make of the world that they leave. */
@NullMarked
package io.github.immutable.kill;

import org.jspecify.annotations.NullMarked;
