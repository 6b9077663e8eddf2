package io.github.immutable.traffic;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.immutable.servers.HttpProbe;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small server on this machine that answers everything with the name of its slot. */
final class StandIn implements Closeable {
  private static final String WORDS = "immutable traffic check: slot ";

  private final Slot slot;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param address of this machine, by which the balancer reaches it
   */
  StandIn(Slot slot, String address) throws IOException {
    this.slot = slot;
    this.server = HttpServer.create(new InetSocketAddress(address, 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  Server server() {
    return new Server(
        "traffic-check-" + slot,
        server.getAddress().getHostString(),
        server.getAddress().getPort(),
        null);
  }

  /** Whether an answer is of a slot's. */
  static boolean isFrom(Slot slot, HttpProbe.Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8).equals(WORDS + slot);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = (WORDS + slot).getBytes(StandardCharsets.UTF_8);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(200, head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
