package io.github.immutable.servers;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection on a plain (or TLS) socket, for asking a server how it is. No pool, no
 * proxy, no redirect, no retry: what happened is what is reported. Everything but the look-up of a
 * host name ends at its deadline, however slowly the other side drips. Not for use by two threads
 * at once.
 */
public final class HttpProbe implements Closeable {
  /** The longest body read; a longer one is a failure. Bytes. */
  public static final int LONGEST_BODY = 1 << 20;

  /**
   * What a server said to one request. A redirect or an error page is an answer like any other.
   *
   * @param status the HTTP status code
   * @param headers by lower-case name; repeated ones joined with {@code ", "}
   * @param body as it came, at most {@link #LONGEST_BODY}; not copied
   * @param kept whether the connection can carry another request
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared as a record.
  public record Answer(int status, Map<String, String> headers, byte[] body, boolean kept) {

    /** A header's value, by any spelling of its name. */
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
  }

  private static final Http1Config LIMITS =
      Http1Config.custom().setMaxHeaderCount(200).setMaxLineLength(16 << 10).build();

  private final URI origin;
  private final Socket socket;
  private final DefaultBHttpClientConnection connection;
  private final HttpRequestExecutor executor = new HttpRequestExecutor();

  private HttpProbe(URI origin, Socket socket, DefaultBHttpClientConnection connection) {
    this.origin = origin;
    this.socket = socket;
    this.connection = connection;
  }

  /**
   * Connects, with the TLS handshake where the address is {@code https}.
   *
   * @param origin scheme, host and optional port; a path in it is not used
   * @throws SocketTimeoutException when there is no connection within that time
   * @throws IOException when there is none at all, or the certificate does not fit
   */
  public static HttpProbe connect(URI origin, Duration within) throws IOException {
    boolean tls = "https".equalsIgnoreCase(origin.getScheme());
    String host = host(origin);
    int port = origin.getPort() != -1 ? origin.getPort() : tls ? 443 : 80;
    Socket socket = new Socket();
    try (Deadline deadline = Deadline.closing(socket, within)) {
      try {
        socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), millis(within));
        socket.setTcpNoDelay(true);
        DefaultBHttpClientConnection connection = new DefaultBHttpClientConnection(LIMITS);
        if (tls) {
          connection.bind(handshake(socket, host, port), socket);
        } else {
          connection.bind(socket);
        }
        return new HttpProbe(origin, socket, connection);
      } catch (IOException e) {
        socket.close();
        throw deadline.hasPassed() ? late("no connection to", origin, within, e) : named(origin, e);
      }
    }
  }

  /**
   * Sends one request without a body and reads the whole answer.
   *
   * @param path with the query, as it goes on the wire
   * @throws SocketTimeoutException when the answer is not complete within that time
   * @throws IOException when the connection broke, the answer is not HTTP, or its body is longer
   *     than {@link #LONGEST_BODY}; the connection is closed then
   */
  public Answer exchange(String method, String path, Map<String, String> headers, Duration within)
      throws IOException {
    BasicClassicHttpRequest request = new BasicClassicHttpRequest(method, path);
    request.setHeader("Host", origin.getRawAuthority());
    request.setHeader("User-Agent", "immutable");
    request.setHeader("Accept", "*/*");
    if (method.equals("POST") || method.equals("PUT") || method.equals("PATCH")) {
      request.setHeader("Content-Length", "0");
    }
    headers.forEach(request::setHeader);
    HttpCoreContext context = HttpCoreContext.create();
    try (Deadline deadline = Deadline.closing(socket, within)) {
      try (ClassicHttpResponse response = executor.execute(request, connection, context)) {
        byte[] body = body(response.getEntity());
        boolean kept =
            DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
        if (!kept) {
          close();
        }
        return new Answer(response.getCode(), headers(response), body, kept);
      } catch (IOException | HttpException | IllegalArgumentException e) {
        // The last is what httpcore throws at "HTTP/-1.1 200 OK".
        close();
        throw deadline.hasPassed()
            ? late("no whole answer from", origin, within, e)
            : named(origin, e);
      }
    }
  }

  /** Whether neither side is known to have closed it; the other side may have, unseen. */
  public boolean isOpen() {
    return !socket.isClosed() && connection.isOpen();
  }

  @Override
  public void close() {
    // Not connection.close(): that would wait for TLS's goodbye from a server that may be gone.
    try {
      socket.close();
    } catch (IOException e) {
      // Closed or not, it is not used again.
    }
  }

  private static SSLSocket handshake(Socket socket, String host, int port) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket secure = (SSLSocket) factory.createSocket(socket, host, port, true);
    var parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  private static byte[] body(@Nullable HttpEntity entity) throws IOException {
    if (entity == null) {
      return new byte[0];
    }
    byte[] bytes = entity.getContent().readNBytes(LONGEST_BODY + 1);
    if (bytes.length > LONGEST_BODY) {
      throw new IOException("the body is longer than " + LONGEST_BODY + " bytes");
    }
    return bytes;
  }

  private static Map<String, String> headers(ClassicHttpResponse response) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : response.getHeaders()) {
      headers.merge(
          header.getName().toLowerCase(Locale.ROOT),
          header.getValue() == null ? "" : header.getValue(),
          (first, next) -> first + ", " + next);
    }
    return Map.copyOf(headers);
  }

  private static String host(URI origin) throws IOException {
    String host = origin.getHost();
    if (host == null) {
      throw new IOException("no host in " + origin);
    }
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static int millis(Duration within) {
    return Math.clamp(within.toMillis(), 1, Integer.MAX_VALUE);
  }

  private static IOException late(String what, URI origin, Duration within, Exception cause) {
    SocketTimeoutException late =
        new SocketTimeoutException(
            what + " " + origin.getRawAuthority() + " within " + within.toMillis() + " ms");
    late.initCause(cause);
    return late;
  }

  private static IOException named(URI origin, Exception cause) {
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new IOException(origin.getRawAuthority() + ": " + reason, cause);
  }
}
