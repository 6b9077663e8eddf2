package io.github.immutable.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.sqlite.util.LibraryLoaderUtil;

/** Starts {@link Victim}s quickly: from jars, with their classes parsed ahead (JEP 350). */
final class Victims {
  private static final int KILLED = 137;
  private static final long SECONDS = 60;

  /** That of a dead process is free at once; that of a stopped one must run out. */
  private static final long LEASE_MILLIS = 1_000;

  private final Path archive;
  private final String classPath;

  /** SQLite's: each of them would unpack its own, and leave it when it is killed. */
  private final Path library;

  /**
   * Packs the class path.
   *
   * @param folder where it is packed; the archive of classes comes beside it
   */
  Victims(Path folder) throws IOException {
    archive = folder.resolve("classes.jsa");
    List<String> entries = new ArrayList<>();
    // Surefire may put the class path into a manifest, and this property tells what it was
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String entry : List.of(path.split(":", -1))) {
      Path its = Path.of(entry);
      boolean folderOfClasses = Files.isDirectory(its);
      if (folderOfClasses || Files.isRegularFile(its)) {
        entries.add(folderOfClasses ? packed(its, folder, entries.size()).toString() : entry);
      }
    }
    classPath = String.join(":", entries);
    library = folder.resolve(LibraryLoaderUtil.getNativeLibName());
    String within = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + library.getFileName();
    try (InputStream packed =
        Objects.requireNonNull(Victims.class.getResourceAsStream(within), within)) {
      Files.copy(packed, library);
    }
  }

  /** The JVM keeps no classes that lie in a folder. */
  private static Path packed(Path classes, Path folder, int number) throws IOException {
    Path jar = folder.resolve("classes-" + number + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar;
  }

  /** Does what is typed and is let live; what it says at its end. */
  String live(Estate estate, List<String> words) throws Exception {
    return live("-XX:SharedArchiveFile=" + archive, estate, words);
  }

  /** The same, and from then on all of them start faster. */
  String liveAndArchive(Estate estate, List<String> words) throws Exception {
    String said = live("-XX:ArchiveClassesAtExit=" + archive, estate, words);
    if (!Files.isRegularFile(archive)) {
      throw new IllegalStateException("the JVM has not kept its classes in " + archive);
    }
    return said;
  }

  private String live(String archiving, Estate estate, List<String> words) throws Exception {
    Process process = start(archiving, estate, 0, words);
    try (BufferedReader said = output(process)) {
      String line = String.valueOf(said.readLine());
      end(process);
      return line;
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * Does what is typed until it comes to a point, and is killed there: SIGKILL.
   *
   * @return the point's name
   */
  String kill(Estate estate, int point, List<String> words) throws Exception {
    Process process = start("-XX:SharedArchiveFile=" + archive, estate, point, words);
    try (BufferedReader said = output(process)) {
      String line = String.valueOf(said.readLine());
      process.destroyForcibly();
      int status = end(process);
      if (!line.startsWith("here ") || status != KILLED) {
        throw new IllegalStateException(
            words + " was to be killed at point " + point + " and said: " + line + ", " + status);
      }
      return line.substring("here ".length());
    } finally {
      process.destroyForcibly();
    }
  }

  /** Does what is typed until it comes to a point, and stops there: SIGSTOP. */
  Asleep stop(Estate estate, int point, List<String> words) throws Exception {
    return new Asleep(start("-XX:SharedArchiveFile=" + archive, estate, point, words));
  }

  private Process start(String archiving, Estate estate, int point, List<String> words)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr", archiving));
    command.add("-Dimmutable.lease.milliseconds=" + LEASE_MILLIS);
    command.add("-Dorg.sqlite.lib.path=" + library.getParent());
    command.add("-Dorg.sqlite.lib.name=" + library.getFileName());
    command.addAll(List.of("-cp", classPath, Victim.class.getName()));
    command.addAll(List.of(estate.folder().toString(), String.valueOf(point)));
    command.addAll(words);
    return new ProcessBuilder(command)
        .redirectError(estate.folder().resolve("stderr").toFile())
        .start();
  }

  private static BufferedReader output(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static int end(Process process) throws InterruptedException, TimeoutException {
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new TimeoutException("a process did not end within " + SECONDS + " s");
    }
    return process.exitValue();
  }
}
