@NullMarked
package io.github.immutable.contract;

import org.jspecify.annotations.NullMarked;
