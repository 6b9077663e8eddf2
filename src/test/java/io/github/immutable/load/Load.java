package io.github.immutable.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps HTTP requests coming over kept connections at a steady rate, and counts each one that is
 * lost.
 *
 * <p>It never sends a request twice and never looks whether a kept connection has gone before it
 * uses it: a client that did either would hide exactly the losses that a release must not cause.
 * One file that needs nothing but the JDK, so that {@code java Load.java} runs it and tests can use
 * the class.
 */
public final class Load implements AutoCloseable {

  /**
   * What to send and what to expect of the answers.
   *
   * @param url the page that the GETs ask for; plain http
   * @param connections how many kept connections share the rate
   * @param rate requests a second over all connections
   * @param echo a path that answers a POST with the body it was sent; empty sends GETs alone
   * @param expected what every page must contain; empty accepts any page
   * @param tagHeader a response header that says who answered
   * @param tagPattern a regular expression whose first group, found in a page without that header,
   *     says which version answered; empty looks at the header alone
   * @param timeout how long a request may take before it counts as lost
   */
  public record Options(
      URI url,
      int connections,
      double rate,
      String echo,
      String expected,
      String tagHeader,
      String tagPattern,
      Duration timeout) {

    public Options {
      if (!"http".equals(url.getScheme()) || url.getHost() == null) {
        throw new IllegalArgumentException(
            "expected a URL like http://127.0.0.1:8080/, got " + url);
      }
      if (connections < 1 || !(rate > 0)) {
        throw new IllegalArgumentException("connections and rate must be more than 0");
      }
    }

    public static Options of(String url) {
      return new Options(URI.create(url), 64, 600, "", "", "X-Image", "", Duration.ofSeconds(5));
    }

    public Options withConnections(int connections) {
      return new Options(url, connections, rate, echo, expected, tagHeader, tagPattern, timeout);
    }

    public Options withRate(double rate) {
      return new Options(url, connections, rate, echo, expected, tagHeader, tagPattern, timeout);
    }

    public Options withEcho(String echo) {
      return new Options(url, connections, rate, echo, expected, tagHeader, tagPattern, timeout);
    }

    public Options withExpected(String expected) {
      return new Options(url, connections, rate, echo, expected, tagHeader, tagPattern, timeout);
    }

    public Options withTagHeader(String tagHeader) {
      return new Options(url, connections, rate, echo, expected, tagHeader, tagPattern, timeout);
    }

    public Options withTagPattern(String tagPattern) {
      return new Options(url, connections, rate, echo, expected, tagHeader, tagPattern, timeout);
    }

    public Options withTimeout(Duration timeout) {
      return new Options(url, connections, rate, echo, expected, tagHeader, tagPattern, timeout);
    }
  }

  /**
   * One lost request.
   *
   * @param sent when it was sent, or tried to be
   * @param reason a short name, the same for all losses of a kind
   * @param detail what exactly was seen
   * @param server who answered, as far as the answer said so; else empty
   * @param answeredBefore answers that its connection had carried; 0 is a new connection
   */
  public record Loss(
      Instant sent,
      String method,
      String reason,
      String detail,
      String server,
      long answeredBefore) {}

  /**
   * The good answers that carried one tag.
   *
   * @param first when the first request that it answered was sent
   * @param last when the last request that it answered was sent, so that {@code last} before a
   *     switch means that no request sent after the switch went there
   */
  public record Sighting(String tag, long answers, Instant first, Instant last) {}

  /**
   * The count up to one moment; {@code sent - ok - lost} requests are on their way.
   *
   * @param skipped requests that were never sent because a connection had fallen too far behind
   * @param losses the first of the lost requests, at most {@value Tally#LOSSES_KEPT}
   */
  public record Snapshot(
      long sent,
      long ok,
      long lost,
      Map<String, Long> reasons,
      long gets,
      long posts,
      long skipped,
      long connects,
      Duration elapsed,
      double p50Millis,
      double p99Millis,
      double maxMillis,
      List<Sighting> sightings,
      List<Loss> losses) {

    public double rate() {
      return sent / Math.max(0.001, elapsed.toNanos() / 1e9);
    }

    /**
     * The tags that answered requests sent at that moment or later, the most recently begun last.
     */
    public List<String> tagsSince(Instant moment) {
      return sightings.stream().filter(s -> !s.last().isBefore(moment)).map(Sighting::tag).toList();
    }
  }

  private static final long CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Options options;
  private final Tally tally = new Tally();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  private Load(Options options) {
    this.options = options;
  }

  public static Load start(Options options) {
    Load load = new Load(options);
    long began = System.nanoTime();
    for (int index = 0; index < options.connections(); index++) {
      long due = began + (long) (index * 1e9 / options.rate());
      Client client = load.new Client(index, due);
      load.threads.add(Thread.ofVirtual().name("load-" + index).start(client));
    }
    return load;
  }

  public Snapshot snapshot() {
    return tally.snapshot();
  }

  /** Waits until the count satisfies a condition; false when the time is up first. */
  public boolean await(Predicate<Snapshot> condition, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.test(snapshot())) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      Thread.sleep(5);
    }
    return true;
  }

  /** Sends nothing more and waits for the answers that are still on their way: none is cut off. */
  @Override
  public void close() {
    stopping.countDown();
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    tally.end();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** One connection's turn of requests. */
  private final class Client implements Runnable {
    private final int index;
    private final long interval = (long) (options.connections() * 1e9 / options.rate());
    private final Pattern tagPattern = Pattern.compile(options.tagPattern());
    private final SplittableRandom random = new SplittableRandom();
    private final Connection connection = new Connection(options);
    private long due;

    Client(int index, long firstDue) {
      this.index = index;
      this.due = firstDue;
    }

    @Override
    public void run() {
      try {
        for (long number = index; !stoppedBefore(due); number++) {
          boolean post = !options.echo().isEmpty() && number % 4 == 3;
          request(post ? "POST" : "GET", post ? randomBody() : new byte[0]);
          due += interval;
          // Without a bound, one long stall would be followed by a burst that no real users send.
          long behind = System.nanoTime() - due - CATCH_UP_NANOS;
          if (behind > 0) {
            long skipped = behind / interval + 1;
            due += skipped * interval;
            tally.skipped(skipped);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        connection.close();
      }
    }

    private boolean stoppedBefore(long moment) throws InterruptedException {
      return stopping.await(Math.max(0, moment - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private byte[] randomBody() {
      byte[] body = new byte[random.nextInt(1024, 4096 + 1)];
      random.nextBytes(body);
      return body;
    }

    private void request(String method, byte[] body) {
      Instant sent = Instant.now();
      long answeredBefore = connection.answered();
      tally.sent(method);
      try {
        if (connection.openIfNeeded()) {
          tally.connected();
        }
        Answer answer = connection.exchange(method, body);
        check(method, body, answer);
        // From when it was due: a client held up by a slow answer must not hide the wait it caused.
        tally.ok(System.nanoTime() - due, tag(method, answer), sent);
      } catch (Lost lost) {
        connection.close();
        tally.lost(new Loss(sent, method, lost.reason, lost.detail, lost.server, answeredBefore));
      }
    }

    private void check(String method, byte[] body, Answer answer) throws Lost {
      if (answer.status() < 200 || answer.status() > 299) {
        throw new Lost(
            "status " + answer.status(), answer.text(80), answer.server(options.tagHeader()));
      }
      boolean right =
          "POST".equals(method)
              ? Arrays.equals(body, answer.body())
              : answer.text(Integer.MAX_VALUE).contains(options.expected());
      if (!right) {
        String detail = answer.body().length + " bytes: " + answer.text(80);
        throw new Lost("wrong body", detail, answer.server(options.tagHeader()));
      }
    }

    private String tag(String method, Answer answer) {
      String header = answer.header(options.tagHeader());
      if (!header.isEmpty() || options.tagPattern().isEmpty() || "POST".equals(method)) {
        return header;
      }
      Matcher matcher = tagPattern.matcher(answer.text(Integer.MAX_VALUE));
      return matcher.find() ? matcher.group(Math.min(1, matcher.groupCount())) : "";
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // Read once and never compared as a record.
  private record Answer(int status, Map<String, String> headers, byte[] body) {

    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    String server(String tagHeader) {
      return List.of("X-Server", "X-Slot", tagHeader, "Server").stream()
          .map(this::header)
          .filter(value -> !value.isEmpty())
          .findFirst()
          .orElse("");
    }

    String text(int limit) {
      return new String(body, 0, Math.min(limit, body.length), StandardCharsets.UTF_8);
    }
  }

  private static final class Lost extends Exception {
    private static final long serialVersionUID = 1;
    final String reason;
    final String detail;
    final String server;

    Lost(String reason, String detail, String server) {
      super(reason, null, false, false);
      this.reason = reason;
      this.detail = detail;
      this.server = server;
    }
  }

  /** HTTP/1.1 (RFC 9112) on a plain socket, as far as a client of one server needs it. */
  private static final class Connection {
    private static final int BODY_LIMIT = 16 << 20;

    private final Options options;
    private final String host;
    private final InetSocketAddress address;
    private final byte[] buffer = new byte[16 * 1024];
    private Socket socket = new Socket();
    private boolean open;
    private int position;
    private int limit;
    private long answered;
    private long deadline;
    private boolean answerBegan;

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
      open = true;
      answered = 0;
      position = 0;
      limit = 0;
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
      answerBegan = false;
      try {
        send(method, body);
        Answer answer = receive();
        answered++;
        return answer;
      } catch (SocketTimeoutException e) {
        throw new Lost("timeout", answerBegan ? "in the middle of an answer" : "no answer", "");
      } catch (IOException e) {
        String kind = e instanceof EndOfStream ? "closed" : "reset";
        throw new Lost(answerBegan ? "cut off" : kind, String.valueOf(e.getMessage()), "");
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

    private Answer receive() throws IOException {
      String[] status = line().split(" ", 3);
      if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
        throw new NumberFormatException("not an HTTP status line: " + String.join(" ", status));
      }
      int code = Integer.parseInt(status[1]);
      Map<String, String> headers = new HashMap<>();
      for (String header = line(); !header.isEmpty(); header = line()) {
        int colon = Math.max(0, header.indexOf(':'));
        String name = header.substring(0, colon).toLowerCase(Locale.ROOT);
        headers.merge(name, header.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
      }
      if (code < 200) {
        return receive();
      }
      String wish = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
      boolean kept =
          status[0].equals("HTTP/1.1") ? !wish.contains("close") : wish.contains("keep-alive");
      byte[] body;
      if (code == 204 || code == 304) {
        body = new byte[0];
      } else if (headers.getOrDefault("transfer-encoding", "").endsWith("chunked")) {
        body = chunks();
      } else if (headers.containsKey("content-length")) {
        body = bytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
      } else {
        body = rest();
        kept = false;
      }
      if (!kept) {
        close();
      }
      return new Answer(code, headers, body);
    }

    private byte[] chunks() throws IOException {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      while (true) {
        int size = Integer.parseInt(line().split(";", 2)[0].strip(), 16);
        if (size == 0) {
          break;
        }
        body.writeBytes(bytes(size));
        if (!line().isEmpty()) {
          throw new NumberFormatException("a chunk is longer than it says");
        }
      }
      String trailer;
      do {
        trailer = line();
      } while (!trailer.isEmpty());
      return body.toByteArray();
    }

    private byte[] rest() throws IOException {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      try {
        while (body.size() < BODY_LIMIT) {
          body.write(next());
        }
      } catch (EndOfStream e) {
        return body.toByteArray();
      }
      throw new NumberFormatException("an answer of more than " + BODY_LIMIT + " bytes");
    }

    private byte[] bytes(int count) throws IOException {
      if (count < 0 || count > BODY_LIMIT) {
        throw new NumberFormatException("an answer of " + count + " bytes");
      }
      byte[] bytes = new byte[count];
      for (int filled = 0; filled < count; ) {
        fillIfEmpty();
        int part = Math.min(count - filled, limit - position);
        System.arraycopy(buffer, position, bytes, filled, part);
        position += part;
        filled += part;
      }
      return bytes;
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder(64);
      for (int next = next(); next != '\n'; next = next()) {
        line.append((char) next);
        if (line.length() > buffer.length) {
          throw new NumberFormatException("a header line of more than " + buffer.length + " bytes");
        }
      }
      int end = line.length();
      return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    private int next() throws IOException {
      fillIfEmpty();
      return buffer[position++] & 0xff;
    }

    private void fillIfEmpty() throws IOException {
      if (position < limit) {
        return;
      }
      // The limit is for the whole answer: a server that sends a byte a second must not live by it.
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw new SocketTimeoutException();
      }
      socket.setSoTimeout((int) left);
      int count = socket.getInputStream().read(buffer);
      if (count < 0) {
        throw new EndOfStream();
      }
      answerBegan = true;
      position = 0;
      limit = count;
    }
  }

  private static final class EndOfStream extends IOException {
    private static final long serialVersionUID = 1;

    EndOfStream() {
      super("the connection was closed");
    }
  }

  /** The count that all connections share. */
  private static final class Tally {
    static final int LOSSES_KEPT = 1000;
    private static final long BUCKET_NANOS = 100_000;

    private final long began = System.nanoTime();
    private final long[] latencies = new long[100_001];
    private final Map<String, Long> reasons = new TreeMap<>();
    private final Map<String, Sighting> sightings = new HashMap<>();
    private final List<Loss> losses = new ArrayList<>();
    private long ended;
    private long ok;
    private long lost;
    private long gets;
    private long posts;
    private long skipped;
    private long connects;
    private long slowest;

    synchronized void sent(String method) {
      if ("POST".equals(method)) {
        posts++;
      } else {
        gets++;
      }
    }

    synchronized void skipped(long count) {
      skipped += count;
    }

    synchronized void connected() {
      connects++;
    }

    synchronized void ok(long nanos, String tag, Instant sent) {
      ok++;
      slowest = Math.max(slowest, nanos);
      latencies[Math.clamp(nanos / BUCKET_NANOS, 0, latencies.length - 1)]++;
      if (!tag.isEmpty()) {
        sightings.merge(tag, new Sighting(tag, 1, sent, sent), Tally::joined);
      }
    }

    private static Sighting joined(Sighting a, Sighting b) {
      Instant first = a.first().isBefore(b.first()) ? a.first() : b.first();
      Instant last = a.last().isAfter(b.last()) ? a.last() : b.last();
      return new Sighting(a.tag(), a.answers() + b.answers(), first, last);
    }

    synchronized void lost(Loss loss) {
      lost++;
      reasons.merge(loss.reason(), 1L, Long::sum);
      if (losses.size() < LOSSES_KEPT) {
        losses.add(loss);
      }
    }

    synchronized void end() {
      ended = ended == 0 ? System.nanoTime() : ended;
    }

    synchronized Snapshot snapshot() {
      List<Sighting> seen = new ArrayList<>(sightings.values());
      seen.sort(Comparator.comparing(Sighting::first));
      return new Snapshot(
          gets + posts,
          ok,
          lost,
          Collections.unmodifiableMap(new LinkedHashMap<>(reasons)),
          gets,
          posts,
          skipped,
          connects,
          Duration.ofNanos((ended == 0 ? System.nanoTime() : ended) - began),
          percentile(0.50),
          percentile(0.99),
          slowest / 1e6,
          List.copyOf(seen),
          List.copyOf(losses));
    }

    private double percentile(double share) {
      long wanted = (long) Math.ceil(ok * share);
      long counted = 0;
      for (int bucket = 0; bucket < latencies.length && wanted > 0; bucket++) {
        counted += latencies[bucket];
        if (counted >= wanted) {
          return Math.min(slowest, (bucket + 1) * BUCKET_NANOS) / 1e6;
        }
      }
      return 0;
    }
  }

  /** The count as one line of JSON and as one sentence. */
  private static final class Report {
    private static final int LOSSES_SHOWN = 20;

    static String json(Snapshot count) {
      List<String> reasons = new ArrayList<>();
      count.reasons().forEach((reason, lost) -> reasons.add(quoted(reason) + ":" + lost));
      List<String> tags = new ArrayList<>();
      for (Sighting seen : count.sightings()) {
        tags.add(
            "{\"tag\":%s,\"answers\":%d,\"first\":\"%s\",\"last\":\"%s\"}"
                .formatted(quoted(seen.tag()), seen.answers(), seen.first(), seen.last()));
      }
      List<String> losses = new ArrayList<>();
      for (Loss loss : count.losses().subList(0, Math.min(LOSSES_SHOWN, count.losses().size()))) {
        losses.add(
            "{\"sent\":\"%s\",\"method\":\"%s\",\"reason\":%s,\"detail\":%s,\"server\":%s,\"answered_before\":%d}"
                .formatted(
                    loss.sent(),
                    loss.method(),
                    quoted(loss.reason()),
                    quoted(loss.detail()),
                    quoted(loss.server()),
                    loss.answeredBefore()));
      }
      return String.format(
          Locale.ROOT,
          "{\"sent\":%d,\"ok\":%d,\"lost\":%d,\"reasons\":{%s},\"get\":%d,\"post\":%d,\"skipped\":%d,"
              + "\"connects\":%d,\"seconds\":%.1f,\"rate\":%.1f,\"p50_ms\":%.1f,\"p99_ms\":%.1f,"
              + "\"max_ms\":%.1f,\"tags\":[%s],\"losses\":[%s]}",
          count.sent(),
          count.ok(),
          count.lost(),
          String.join(",", reasons),
          count.gets(),
          count.posts(),
          count.skipped(),
          count.connects(),
          count.elapsed().toMillis() / 1e3,
          count.rate(),
          count.p50Millis(),
          count.p99Millis(),
          count.maxMillis(),
          String.join(",", tags),
          String.join(",", losses));
    }

    static String sentence(Snapshot count) {
      String reasons = count.lost() == 0 ? "" : " " + count.reasons();
      return String.format(
          Locale.ROOT,
          "%d requests sent (%d GET, %d POST) in %.1f s, %.0f a second: %d answered, %d lost%s; "
              + "half within %.1f ms, 99%% within %.1f ms, slowest %.1f ms",
          count.sent(),
          count.gets(),
          count.posts(),
          count.elapsed().toMillis() / 1e3,
          count.rate(),
          count.ok(),
          count.lost(),
          reasons,
          count.p50Millis(),
          count.p99Millis(),
          count.maxMillis());
    }

    private static String quoted(String text) {
      StringBuilder quoted = new StringBuilder("\"");
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '"' || c == '\\') {
          quoted.append('\\').append(c);
        } else if (c < ' ') {
          quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        } else {
          quoted.append(c);
        }
      }
      return quoted.append('"').toString();
    }
  }

  private static final String USAGE =
      """
      java Load.java --url http://127.0.0.1:8080/ [option value]...
        --url URL            the page that the GETs ask for
        --echo PATH          every fourth request is a POST of a random body to PATH, compared with its answer
        --connections N      kept connections (64)
        --rate N             requests a second over all of them (600)
        --expect TEXT        what every page must contain
        --tag-header NAME    the response header that says who answered (X-Image)
        --tag-pattern REGEX  without that header, the first group found in a page says so
        --timeout SECONDS    a request that takes longer is lost (5)
        --seconds N          for how long; without it until standard input closes or SIGTERM
        --out FILE           rewritten every second with the count as one line of JSON
      Exit: 0 nothing lost, 1 something lost, 2 wrong options.""";

  /** Runs until told to stop, then prints the count as one line of JSON and as one sentence. */
  public static void main(String[] arguments) throws InterruptedException, IOException {
    Map<String, String> given = new HashMap<>();
    Options options;
    double seconds;
    try {
      options = parse(arguments, given);
      seconds = Double.parseDouble(given.getOrDefault("--seconds", "0"));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + USAGE);
      System.exit(2);
      return;
    }
    Load load = Load.start(options);
    Ending ending = new Ending(load, given.getOrDefault("--out", ""));
    // SIGTERM is how a script ends this: what was counted must still be told.
    Runtime.getRuntime().addShutdownHook(new Thread(ending::tell));
    Thread.ofPlatform().daemon().start(ending::keepWriting);
    if (seconds > 0) {
      Thread.sleep((long) (seconds * 1000));
    } else {
      System.in.transferTo(OutputStream.nullOutputStream());
    }
    ending.tell();
    System.exit(load.snapshot().lost() == 0 ? 0 : 1);
  }

  private static Options parse(String[] arguments, Map<String, String> given) {
    List<String> known = USAGE.lines().map(String::strip).filter(l -> l.startsWith("--")).toList();
    for (int i = 0; i < arguments.length; i += 2) {
      String name = arguments[i];
      if (known.stream().noneMatch(l -> l.startsWith(name + " ")) || i + 1 == arguments.length) {
        throw new IllegalArgumentException("unknown option, or one without a value: " + name);
      }
      given.put(name, arguments[i + 1]);
    }
    return Options.of(given.getOrDefault("--url", ""))
        .withEcho(given.getOrDefault("--echo", ""))
        .withConnections(Integer.parseInt(given.getOrDefault("--connections", "64")))
        .withRate(Double.parseDouble(given.getOrDefault("--rate", "600")))
        .withExpected(given.getOrDefault("--expect", ""))
        .withTagHeader(given.getOrDefault("--tag-header", "X-Image"))
        .withTagPattern(given.getOrDefault("--tag-pattern", ""))
        .withTimeout(
            Duration.ofMillis(
                (long) (1000 * Double.parseDouble(given.getOrDefault("--timeout", "5")))));
  }

  /**
   * Tells the result once, whoever asks first: the end of the time, of standard input, or a signal.
   */
  private static final class Ending {
    private final Load load;
    private final String out;
    private boolean told;

    Ending(Load load, String out) {
      this.load = load;
      this.out = out;
    }

    synchronized void tell() {
      if (told) {
        return;
      }
      told = true;
      load.close();
      Snapshot count = load.snapshot();
      write(count);
      System.out.println(Report.json(count));
      System.out.println(Report.sentence(count));
    }

    void keepWriting() {
      try {
        while (true) {
          synchronized (this) {
            if (told) {
              return;
            }
            write(load.snapshot());
          }
          Thread.sleep(1000);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void write(Snapshot count) {
      if (out.isEmpty()) {
        return;
      }
      try {
        // Renamed into place: whoever reads it in the middle of a run sees a whole line.
        Path draft = Path.of(out + ".draft");
        Files.writeString(draft, Report.json(count) + "\n");
        Files.move(draft, Path.of(out), StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
