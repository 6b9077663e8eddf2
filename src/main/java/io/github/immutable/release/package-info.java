/** The runbook: a release goes through its stages, and every failure has a way back. */
@NullMarked
package io.github.immutable.release;

import org.jspecify.annotations.NullMarked;
