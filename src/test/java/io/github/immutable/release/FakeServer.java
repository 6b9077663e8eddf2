package io.github.immutable.release;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A server that really answers over HTTP, well or badly. Its port is known before it is booted. */
final class FakeServer implements AutoCloseable {

  /** How a server is. */
  enum Behaviour {
    HEALTHY,
    UNHEALTHY,
    /** Green, and runs another image. */
    LYING,
    /** Takes connections and never answers. */
    HANGING
  }

  /** What it says. */
  record Answer(int status, String body) {}

  private final FakePlatform platform;
  private final HttpServer http;
  private final CountDownLatch closed = new CountDownLatch(1);
  final String name;
  final Slot slot;
  final String release;
  final String artifact;

  FakeServer(FakePlatform platform, String name, Slot slot, String release, String artifact) {
    this.platform = platform;
    this.name = name;
    this.slot = slot;
    this.release = release;
    this.artifact = artifact;
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext("/", this::handle);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
  }

  int port() {
    return http.getAddress().getPort();
  }

  Server asServer() {
    return new Server(name, "127.0.0.1", port(), artifact);
  }

  void boot() {
    http.start();
  }

  Answer answer() throws InterruptedException {
    String image = platform.imageIn(artifact);
    return switch (platform.behaviour(name)) {
      case HEALTHY -> new Answer(200, says(image));
      case UNHEALTHY -> new Answer(503, "not ready");
      case LYING -> new Answer(200, says("some-other-image"));
      case HANGING -> {
        closed.await();
        yield new Answer(503, "");
      }
    };
  }

  private static String says(String image) {
    return "{\"status\": \"ok\", \"image\": \"" + image + "\"}";
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer();
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    http.stop(0);
  }
}
