@NullMarked
package io.github.immutable.image;

import org.jspecify.annotations.NullMarked;
