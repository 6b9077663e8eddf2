package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * Watches every start of a tool's verb, such as {@code terraform apply}: whether another one of the
 * same project runs at that moment. The wrapper on the PATH looks by itself, so that no overlap is
 * too short to be seen.
 *
 * @param tool whose wrapper it is
 * @param verb the first argument of the runs that are watched
 * @param folder a file for each run that may still be at work: its process and when that began, in
 *     the clock ticks of proc(5), because an id alone is soon somebody else's
 */
record OneAtATime(String tool, String verb, Path folder) {
  private static final int STARTED = 20; // of the fields after the name, in /proc/PID/stat

  /** Watches from now on what this command line starts. */
  static OneAtATime watch(CommandLine command, String tool, String verb) {
    OneAtATime watch =
        new OneAtATime(tool, verb, command.scratch().resolve(tool + "." + verb + ".runs"));
    try {
      Files.createDirectories(watch.folder);
      Path wrapper = command.scratch().resolve("tools").resolve(tool);
      Files.writeString(
          wrapper,
          """
          #!/bin/sh
          echo "$*" >>'CALLS'
          began() {
            sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | {
              read -r state rest
              # shellcheck disable=SC2086
              set -- $rest
              # one that is only waiting to be reaped does nothing any more
              [ "$state" = Z ] || echo "${19}"
            }
          }
          if [ "$1" = 'VERB' ]; then
            (
              flock 9
              for other in 'FOLDER'/*; do
                [ -e "$other" ] || continue
                run=${other##*/}
                if [ "$(began "${run%-*}")" = "${run#*-}" ]; then
                  echo "$$ beside $run" >>'FOLDER.overlaps'
                else
                  rm "$other"
                fi
              done
              : >"FOLDER/$$-$(began $$)"
              echo "$$" >>'FOLDER.starts'
            ) 9>>'FOLDER.lock'
          fi
          exec 'TOOL' "$@"
          """
              .replace("CALLS", command.scratch().resolve(tool + ".calls").toString())
              .replace("VERB", verb)
              .replace("FOLDER", watch.folder.toString())
              .replace("TOOL", Shell.installed(tool).toString()));
      Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return watch;
  }

  /** How many have been started. */
  long started() {
    return lines("starts").size();
  }

  /** Whether one of them runs now. */
  boolean running() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).anyMatch(OneAtATime::runs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asserts that no two have ever run at once. */
  void neverTwo() {
    assertThat(lines("overlaps")).as("%s %s beside another", tool, verb).isEmpty();
  }

  private List<String> lines(String kind) {
    Path file = folder.resolveSibling(folder.getFileName() + "." + kind);
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean runs(String run) {
    String[] parts = run.split("-", -1);
    try {
      String stat = Files.readString(Path.of("/proc", parts[0], "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return !fields[0].equals("Z") && fields[STARTED - 1].equals(parts[1]);
    } catch (IOException e) {
      return false;
    }
  }
}
