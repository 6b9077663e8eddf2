package io.github.immutable.traffic;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The servers of a slot: each says whose it is, and echoes what is posted. */
final class Backends implements AutoCloseable {
  private final Slot slot;
  private final List<HttpServer> servers = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Backends(Slot slot, int count) throws IOException {
    this.slot = slot;
    for (int i = 0; i < count; i++) {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
      server.createContext("/", this::answer);
      server.setExecutor(threads);
      server.start();
      servers.add(server);
    }
  }

  List<Server> servers() {
    List<Server> list = new ArrayList<>();
    for (HttpServer server : servers) {
      int port = server.getAddress().getPort();
      list.add(new Server("web-" + slot + "-" + list.size(), "127.0.0.1", port, null));
    }
    return list;
  }

  @Override
  public void close() {
    servers.forEach(server -> server.stop(0));
    threads.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] sent = exchange.getRequestBody().readAllBytes();
    byte[] body =
        exchange.getRequestMethod().equals("POST")
            ? sent
            : slot.label().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("X-Image", slot.label());
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
