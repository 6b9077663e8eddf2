package io.github.immutable.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether there is room, and permission to use it.
 *
 * @param enough free bytes below which something should be seen to
 * @param least free bytes below which a release does not begin
 */
record Folders(long enough, long least) {
  private static final long MEGA = 1_000_000;

  /** A disk that fills up under Terraform leaves a state that nobody can read. */
  static Folders usual() {
    return new Folders(2_000 * MEGA, 100 * MEGA);
  }

  /**
   * Of this tool's own folder in the project and of the one for temporary files.
   *
   * @param written whether it is a project that would be written to
   */
  List<Finding> findings(Path project, boolean written) {
    Path home = project.resolve(".immutable");
    List<Finding> findings = new ArrayList<>();
    if (written) {
      findings.add(writable(Files.exists(home) ? home : project));
    }
    findings.add(space("free space", Files.exists(home) ? home : project));
    Path temporary = temporary();
    findings.add(
        Files.isDirectory(temporary) && Files.isWritable(temporary)
            ? space("temporary space", temporary)
            : Finding.problem(
                "temporary space",
                Readiness.SET_UP,
                temporary + " is no folder that this user may write to",
                "export TMPDIR=FOLDER   # one that is"));
    return findings;
  }

  /** Where the tools put theirs, and so does this JVM unless it was told otherwise. */
  private static Path temporary() {
    String named = System.getenv().getOrDefault("TMPDIR", "");
    return Path.of(named.isEmpty() ? "/tmp" : named);
  }

  private static Finding writable(Path folder) {
    return Files.isWritable(folder)
        ? Finding.ok("project folder", folder + " can be written")
        : Finding.problem(
            "project folder",
            Readiness.SET_UP,
            folder + " cannot be written by this user",
            "sudo chown -R \"$(id -un)\" " + folder + "   # or mount it writable");
  }

  private Finding space(String check, Path folder) {
    long free;
    try {
      free = Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return Finding.warning(
          check, "not known for " + folder + ": " + e.getMessage(), "df " + folder);
    }
    String message = shown(free) + " free in " + folder;
    String mend = "du -xh " + folder + " | sort -h | tail   # what takes most; delete some";
    if (free < least) {
      return Finding.problem(check, Readiness.SET_UP, message + "; needed: " + shown(least), mend);
    }
    return free < enough
        ? Finding.warning(check, message + ", which is less than " + shown(enough), mend)
        : Finding.ok(check, message);
  }

  private static String shown(long bytes) {
    return bytes < 1_000 * MEGA
        ? bytes / MEGA + " MB"
        : String.format(Locale.ROOT, "%.1f GB", bytes / (1_000.0 * MEGA));
  }
}
