package io.github.immutable.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What real tools printed, and what servers and inventories of the reference files answer. */
final class Recordings {
  private static final Path FOLDER = Path.of("src/test/resources");
  private static final String IMAGE = "abcdef012345-1";

  private Recordings() {}

  /** All recorded files whose path ends so, of a tool in any version. */
  static List<byte[]> of(String tool, String... endings) {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      List<byte[]> found =
          files
              .filter(Files::isRegularFile)
              .filter(file -> FOLDER.relativize(file).toString().startsWith(tool + "-"))
              .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
              .sorted()
              .map(Recordings::read)
              .toList();
      if (found.isEmpty()) {
        throw new AssertionError("nothing is recorded of " + tool);
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<byte[]> files(String... files) {
    return Stream.of(files).map(Path::of).map(Recordings::read).toList();
  }

  /** As {@code terraform/container/inventory} prints it. */
  static List<byte[]> inventory() {
    String server =
        """
        {"id": "c0ffee", "name": "web-local-%s-1", "labels": {"project": "web", "pipeline": "local",
          "slot": "%s", "release": "local-1"}, "address": "127.0.0.1", "port": 21000,
          "image": "sha256:1", "image_id": "abc-1", "state": "running"}\
        """;
    return texts(
        "[]",
        "[" + server.formatted("blue", "blue") + "]",
        "[" + server.formatted("blue", "blue") + ",\n" + server.formatted("green", "green") + "]\n",
        "[{\"id\": \"sha256:1\", \"image_id\": \"abc-1\"}, {\"id\": \"sha256:2\"}]",
        "[{\"id\": \"b1\", \"run\": \"local-1\"}]");
  }

  /** Of a server that proves what it runs, and of three that do not. */
  static List<byte[]> health() {
    return texts(
        "HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: application/json\r\n"
            + "Content-Length: 27\r\nConnection: close\r\n\r\n{\"image\": \""
            + IMAGE
            + "\"}\n\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1a\r\n{\"image\": \""
            + IMAGE
            + "\"}\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 27\r\n\r\n{\"image\": \"abcdef012345-2\"}\n\n",
        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 26\r\n\r\n{\"image\": \""
            + IMAGE
            + "\"}\n",
        "HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.0 200 OK\r\n\r\n{\"image\":\"" + IMAGE + "\",\"up\":true}");
  }

  /** What HAProxy says, with the answers that are too short to be kept in files. */
  static List<byte[]> haproxy() {
    return Stream.of(
            of("haproxy", ".txt", ".csv"),
            texts(
                "0:99 blue\n",
                "0x55d5e4f0e0f0 0:99 green\n",
                "0x55d5e4f0e0f0 0:99 none",
                "Unknown map identifier. Please use #<id> or <file>.",
                "Name: HAProxy\nVersion: 2.6.12\nPid: 25751\nUptime: 0d 0h00m01s\n"))
        .flatMap(List::stream)
        .toList();
  }

  /** As {@code terraform/aws/traffic/show} and the shortest that there can be print it. */
  static List<byte[]> balancer() {
    return texts(
        "{\"active\": \"none\"}",
        "{\"active\": \"green\", \"sessions\": {\"blue\": 0, \"green\": 12}, \"targets\": []}\n",
        """
        {"active": "blue", "weights": {"blue": 100, "green": 0}, "targets": [
          {"slot": "blue", "name": "web-aws-blue-1", "address": "10.0.1.4", "port": 80,
            "state": "healthy"},
          {"slot": "green", "name": "web-aws-green-1", "address": "10.0.2.9", "port": 80,
            "state": "initial", "reason": "Elb.RegistrationInProgress"}]}
        """);
  }

  private static List<byte[]> texts(String... texts) {
    return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
