package io.github.immutable.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;

/** Why a file could not be written, without the names of Java's classes. */
final class Unwritable {
  private Unwritable() {}

  static String why(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> denied.getFile() + ": this user may not write there";
      case FileAlreadyExistsException there -> there.getFile() + " is in the way";
      case FileSystemException other when other.getReason() != null ->
          other.getFile() + ": " + other.getReason();
      default -> String.valueOf(e);
    };
  }
}
