package io.github.immutable.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server on a plain socket, so that a test can answer as badly as a real one might. */
final class PlainServer implements AutoCloseable {

  @SuppressWarnings("ArrayRecordComponent") // Never compared as a record.
  record Request(String method, String path, byte[] body, int numberOnConnection) {}

  /** Answers one request; false closes the connection after it. */
  interface Behaviour {
    boolean answer(Request request, Socket connection) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final Behaviour behaviour;
  private final Thread accepting;

  PlainServer(Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    this.socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    this.accepting = Thread.ofPlatform().daemon().start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort() + "/";
  }

  /** Nobody listens any more when this returns: an accept under way keeps the socket open. */
  @Override
  public void close() throws IOException {
    socket.close();
    try {
      accepting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Echoes a POST and answers a GET with a page of version v1. */
  static boolean well(Request request, Socket connection) throws IOException {
    byte[] page = "Version v1".getBytes(StandardCharsets.UTF_8);
    return write(connection, 200, "", "POST".equals(request.method()) ? request.body() : page);
  }

  static boolean write(Socket connection, int status, String headers, byte[] body)
      throws IOException {
    String head =
        "HTTP/1.1 %d Said\r\n%sContent-Length: %d\r\n\r\n".formatted(status, headers, body.length);
    OutputStream out = connection.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
    return true;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      int number = 1;
      boolean kept = true;
      while (kept) {
        kept = behaviour.answer(read(in, number++), connection);
      }
    } catch (IOException e) {
      // The client has gone, as it may at any time.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Request read(InputStream in, int number) throws IOException {
    String[] start = line(in).split(" ", 3);
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.startsWith("Content-Length: ")) {
        length = Integer.parseInt(header.substring("Content-Length: ".length()));
      }
    }
    return new Request(start[0], start[1], in.readNBytes(length), number);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("closed by the client");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }
}
