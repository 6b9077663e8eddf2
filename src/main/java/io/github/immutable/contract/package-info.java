/**
 * What the user's Packer and Terraform files must offer, read before anything runs. hcl4j reads
 * them; what it cannot read, Packer and Terraform are asked about.
 */
@NullMarked
package io.github.immutable.contract;

import org.jspecify.annotations.NullMarked;
