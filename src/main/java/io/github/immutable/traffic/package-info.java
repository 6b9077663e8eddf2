/** Which slot has the traffic: one driver per balancer, and the proof at the front door. */
@NullMarked
package io.github.immutable.traffic;

import org.jspecify.annotations.NullMarked;
