package io.github.immutable.kill;

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
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Answers for the servers of one estate at a time, and for its balancer's front door. */
final class Lane implements AutoCloseable {
  /** Two slots of two servers, and as many again that nobody should have made. */
  private static final int PORTS = 10;

  static {
    // without it every answer waits for an acknowledgement that is delayed by 40 ms
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private record Answer(int status, String body) {}

  private static final Answer NOBODY = new Answer(503, "nobody is here");

  private final HttpServer door;
  private final List<HttpServer> servers = new ArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private volatile @Nullable Estate estate;

  Lane() throws IOException {
    door = listen();
    door.createContext("/", this::atTheDoor);
    for (int i = 0; i < PORTS; i++) {
      HttpServer server = listen();
      int port = server.getAddress().getPort();
      server.createContext("/", exchange -> atServer(exchange, port));
      servers.add(server);
    }
    door.start();
    servers.forEach(HttpServer::start);
  }

  private static HttpServer listen() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    return server;
  }

  List<Integer> ports() {
    return servers.stream().map(its -> its.getAddress().getPort()).toList();
  }

  int door() {
    return door.getAddress().getPort();
  }

  /** From now on it answers for this one. */
  void serve(Estate its) {
    estate = its;
  }

  private void atServer(HttpExchange exchange, int port) throws IOException {
    Estate.Things things = things();
    answer(
        exchange,
        things
            .at(port)
            .map(its -> things.passes(its) ? well(things, its) : new Answer(503, "not ready"))
            .orElse(NOBODY));
  }

  private void atTheDoor(HttpExchange exchange) throws IOException {
    Estate.Things things = things();
    Optional<Slot> active = Optional.ofNullable(things.active);
    List<Server> serving =
        active.map(slot -> things.registered.getOrDefault(slot, List.of())).orElse(List.of());
    Answer answer = NOBODY;
    if (!serving.isEmpty()) {
      Server next = serving.get(Math.floorMod(turn.getAndIncrement(), serving.size()));
      answer =
          things
              .at(next.port())
              .filter(things::healthy)
              .map(its -> well(things, its))
              .orElse(NOBODY);
    }
    if (exchange.getRequestHeaders().containsKey("x-immutable-probe")) {
      String slot = active.map(Slot::label).orElse("none");
      exchange.getResponseHeaders().set("x-immutable-slot", slot);
    }
    answer(exchange, answer);
  }

  private Estate.Things things() {
    Estate its = estate;
    return its == null ? new Estate.Things() : its.look();
  }

  private static Answer well(Estate.Things things, Estate.Machine machine) {
    String image = things.images.getOrDefault(String.valueOf(machine.server().image()), "unknown");
    return new Answer(200, "{\"image\": \"" + image + "\"}");
  }

  private static void answer(HttpExchange exchange, Answer answer) throws IOException {
    try (exchange) {
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    door.stop(0);
    servers.forEach(server -> server.stop(0));
  }
}
