package io.github.immutable.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.immutable.servers.HttpProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A balancer whose configuration is a folder: who is {@code active}, and a file for each slot. */
final class FolderBalancer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Path folder;
  private final HttpServer door;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  FolderBalancer(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    Files.writeString(folder.resolve("active"), "none\n");
    door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    door.createContext("/", this::answer);
    door.setExecutor(threads);
    door.start();
  }

  String url() {
    return "http://127.0.0.1:" + door.getAddress().getPort() + "/";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = new byte[0];
      int status = 503;
      Path active = folder.resolve("active");
      String slot = Files.exists(active) ? Files.readString(active).strip() : "none";
      Path servers = folder.resolve(slot);
      if (Files.exists(servers)) {
        JsonNode server = JSON.readTree(Files.readString(servers)).path(0);
        URI target =
            URI.create(
                "http://" + server.path("address").asText() + ":" + server.path("port").asInt());
        try (HttpProbe probe = HttpProbe.connect(target, LONGEST)) {
          HttpProbe.Answer answer = probe.exchange("GET", "/", Map.of(), LONGEST);
          body = answer.body();
          status = answer.status();
        }
      }
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    door.stop(0);
    threads.shutdownNow();
  }
}
