/** From a version to an exact artifact: git, fingerprint, Packer, and what Ansible said. */
@NullMarked
package io.github.immutable.image;

import org.jspecify.annotations.NullMarked;
