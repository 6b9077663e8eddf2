package io.github.immutable.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Secrets whose every appearance is noticed, and the places where they are looked for. */
final class Canaries implements AutoCloseable {
  private final Map<String, String> forms = new TreeMap<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong commandLines = new AtomicLong();
  private final List<String> seen = new ArrayList<>();
  private final Thread sampler = new Thread(this::sample, "process list");
  private long files;

  /** Watches the process list from now on. */
  Canaries(List<String> secrets) {
    for (String secret : secrets) {
      forms.put(secret, "plain");
      secret.lines().filter(line -> line.length() > 3).forEach(line -> forms.put(line, "a line"));
      forms.put(secret.replace("\n", "\\n"), "escaped");
      forms.put(json(secret), "JSON");
      forms.put(json(secret).replace("\\", "\\\\"), "JSON in JSON");
      forms.put(secret.replace("\n", "\\n").replace(",", "%!(PACKER_COMMA)"), "Packer");
      String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
      forms.put(url, "URL");
      forms.put(url.replace("+", "%20"), "URL");
      for (String before : List.of("", "u", "us")) {
        byte[] bytes = (before + secret).getBytes(StandardCharsets.UTF_8);
        // without what the bytes beside it change
        String text = Base64.getEncoder().encodeToString(bytes);
        String url64 = Base64.getUrlEncoder().encodeToString(bytes);
        forms.put(text.substring(before.isEmpty() ? 0 : 4, bytes.length * 4 / 3 - 2), "base64");
        forms.put(url64.substring(before.isEmpty() ? 0 : 4, bytes.length * 4 / 3 - 2), "base64url");
      }
    }
    sampler.setDaemon(true);
    sampler.start();
  }

  private static String json(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** The forms of secrets that a text has. */
  List<String> in(String text, String where) {
    return forms.entrySet().stream()
        .filter(form -> text.contains(form.getKey()))
        .map(form -> where + " has it as " + form.getValue() + ": " + form.getKey())
        .toList();
  }

  /** Those in files below a folder, but for Terraform's states. */
  List<String> below(Path folder) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.startsWith(folder.resolve("terraform/states"))) {
          files++;
          String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
          found.addAll(in(text, file.toString()));
        }
      }
    }
    return found;
  }

  /** Files that others than their owner may read, or folders that they may enter. */
  static List<Path> open(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> !Files.isSymbolicLink(file)).filter(Canaries::forOthers).toList();
    }
  }

  private static boolean forOthers(Path file) {
    try {
      return Files.getPosixFilePermissions(file).stream()
          .anyMatch(mode -> !mode.name().startsWith("OWNER"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void sample() {
    while (!over.get()) {
      try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
        for (Path process : processes) {
          look(process.resolve("cmdline"));
        }
        // leaves the processor to those that are watched
        Thread.sleep(2);
      } catch (IOException e) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void look(Path commandLine) {
    try {
      String text = new String(Files.readAllBytes(commandLine), StandardCharsets.UTF_8);
      commandLines.incrementAndGet();
      List<String> found = in(text, "a process " + text.replace('\0', ' '));
      synchronized (seen) {
        seen.addAll(found);
      }
    } catch (IOException e) {
      // it has ended
    }
  }

  /** Those that were in the process list. */
  List<String> inProcesses() {
    synchronized (seen) {
      return List.copyOf(seen);
    }
  }

  String counts() {
    return "%d forms looked for in %d files and %d command lines of processes"
        .formatted(forms.size(), files, commandLines.get());
  }

  @Override
  public void close() {
    over.set(true);
    try {
      sampler.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
