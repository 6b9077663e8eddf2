package io.github.immutable.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a plain socket that behaves as told, connection by connection. */
final class BadServer implements AutoCloseable {
  /** What it does with a connection. */
  interface Behaviour {
    void answer(int connection, OutputStream out) throws IOException;
  }

  final AtomicInteger connections = new AtomicInteger();
  private final ServerSocket socket;

  BadServer(Behaviour behaviour) throws IOException {
    socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> serve(behaviour));
  }

  /** Answers every request in JSON. */
  static BadServer saying(String body) throws IOException {
    return new BadServer((connection, out) -> say(out, body));
  }

  static void say(OutputStream out, String body) throws IOException {
    write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
  }

  static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  Server server() {
    return Healths.server(socket.getLocalPort());
  }

  private void serve(Behaviour behaviour) {
    try {
      while (true) {
        Socket connection = socket.accept();
        int number = connections.incrementAndGet();
        Thread.ofVirtual().start(() -> answer(connection, number, behaviour));
      }
    } catch (IOException e) {
      // it was closed
    }
  }

  private static void answer(Socket connection, int number, Behaviour behaviour) {
    try (connection) {
      behaviour.answer(number, connection.getOutputStream());
      connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // the client has gone
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
