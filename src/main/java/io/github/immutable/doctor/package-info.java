/**
 * What must be there before a release can start: tools, space, ports. It looks and changes nothing.
 */
@NullMarked
package io.github.immutable.doctor;

import org.jspecify.annotations.NullMarked;
