/**
 * A slot's servers: Terraform and the guard over its plans, what exists, and whether it is healthy.
 */
@NullMarked
package io.github.immutable.servers;

import org.jspecify.annotations.NullMarked;
