package io.github.immutable.image;

import java.nio.file.Path;

/**
 * A file of a checkout.
 *
 * @param path relative to the checkout, with slashes
 * @param mode git's: one of the constants here
 * @param location where it lies
 */
record InputFile(String path, String mode, Path location) {
  static final String PLAIN = "100644";
  static final String EXECUTABLE = "100755";
  static final String SYMLINK = "120000";
}
