/** The durable record of releases, stages, images and tool runs, and who holds a pipeline. */
@NullMarked
package io.github.immutable.ledger;

import org.jspecify.annotations.NullMarked;
