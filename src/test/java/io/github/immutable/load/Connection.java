package io.github.immutable.load;

import io.github.immutable.load.Load.Options;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** One kept connection, which sends each request once and opens anew only after it was closed. */
final class Connection {
  private final Options options;
  private final String host;
  private final InetSocketAddress address;
  private Socket socket = new Socket();
  private Incoming incoming = new Incoming(socket);
  private boolean open;
  private long answered;
  private long deadline;

  Connection(Options options) {
    this.options = options;
    URI url = options.url();
    int port = url.getPort() == -1 ? 80 : url.getPort();
    this.host = url.getHost() + ":" + port;
    this.address = new InetSocketAddress(url.getHost(), port);
  }

  long answered() {
    return open ? answered : 0;
  }

  boolean openIfNeeded() throws Lost {
    deadline = System.nanoTime() + options.timeout().toNanos();
    if (open) {
      return false;
    }
    try {
      socket = new Socket();
      socket.setTcpNoDelay(true);
      socket.connect(address, (int) options.timeout().toMillis());
    } catch (ConnectException e) {
      throw new Lost("refused", String.valueOf(e.getMessage()), "");
    } catch (SocketTimeoutException e) {
      throw new Lost("timeout", "connecting", "");
    } catch (IOException e) {
      throw new Lost("connect", e.toString(), "");
    }
    incoming = new Incoming(socket);
    open = true;
    answered = 0;
    return true;
  }

  void close() {
    open = false;
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is left to lose on a connection that is given up.
    }
  }

  Answer exchange(String method, byte[] body) throws Lost {
    incoming.expectAnswerBefore(deadline);
    try {
      send(method, body);
      Answer answer = AnswerReader.read(incoming);
      if (!answer.kept()) {
        close();
      }
      answered++;
      return answer;
    } catch (SocketTimeoutException e) {
      String moment = incoming.answerBegan() ? "in the middle of an answer" : "no answer";
      throw new Lost("timeout", moment, "");
    } catch (IOException e) {
      String kind = e instanceof Incoming.Ended ? "closed" : "reset";
      String reason = incoming.answerBegan() ? "cut off" : kind;
      throw new Lost(reason, String.valueOf(e.getMessage()), "");
    } catch (NumberFormatException e) {
      throw new Lost("malformed", String.valueOf(e.getMessage()), "");
    }
  }

  private void send(String method, byte[] body) throws IOException {
    boolean post = "POST".equals(method);
    String path = options.url().getRawPath().isEmpty() ? "/" : options.url().getRawPath();
    String head =
        (method + " " + (post ? options.echo() : path) + " HTTP/1.1\r\nHost: " + host + "\r\n")
            + (post ? "Content-Type: application/octet-stream\r\n" : "")
            + (post ? "Content-Length: " + body.length + "\r\n\r\n" : "\r\n");
    ByteArrayOutputStream request = new ByteArrayOutputStream(head.length() + body.length);
    request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(body);
    request.writeTo(socket.getOutputStream());
  }
}
