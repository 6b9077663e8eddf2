/** Commands, one class a verb, and how results, progress and failures are shown. */
@NullMarked
package io.github.immutable.cli;

import org.jspecify.annotations.NullMarked;
