package io.github.immutable.pipeline;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A team's ledger: {@code postgresql://user@host:port/database?parameters}.
 *
 * @param parameters of the JDBC driver, as they follow the question mark; may be empty
 */
public record LedgerAddress(
    String user, String host, int port, String database, String parameters) {
  static final int PORT = 5432;
  static final String FORM = "postgresql://USER@HOST:PORT/DATABASE";
  private static final Pattern SCHEME = Pattern.compile("(?i)(jdbc:)?postgres(ql)?:.*");
  private static final Pattern SECRET = Pattern.compile("(?i)(^|&)[^=&]*(password|user)=");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");

  /** Whether PostgreSQL is meant, however wrong the rest is. */
  static boolean meant(String text) {
    return SCHEME.matcher(text).matches();
  }

  /**
   * Reads an address that the loader has found nothing wrong with.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static LedgerAddress of(String text) {
    URI uri = URI.create(text);
    int port = uri.getPort() < 0 ? PORT : uri.getPort();
    String path = uri.getPath() == null ? "" : uri.getPath();
    if (uri.getHost() == null || uri.getUserInfo() == null || path.length() < 2) {
      throw new IllegalArgumentException("expected " + FORM);
    }
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    return new LedgerAddress(uri.getUserInfo(), uri.getHost(), port, path.substring(1), query);
  }

  /** What is wrong with it; empty when nothing is. Never repeats a password. */
  static Optional<String> problem(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      return Optional.of("expected " + FORM);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("postgresql") && !scheme.equals("postgres")) {
      return Optional.of("expected " + FORM);
    }
    String user = uri.getUserInfo() == null ? "" : uri.getUserInfo();
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    if (user.contains(":") || SECRET.matcher(query).find()) {
      return Optional.of(
          "a password here would be committed; expected "
              + FORM
              + ", and the password in PGPASSWORD or ~/.pgpass");
    }
    String path = uri.getPath() == null ? "" : uri.getPath();
    boolean complete =
        uri.getHost() != null
            && NAME.matcher(user).matches()
            && path.startsWith("/")
            && NAME.matcher(path.substring(1)).matches()
            && uri.getFragment() == null;
    return complete ? Optional.empty() : Optional.of("expected " + FORM);
  }

  /** As people are shown it. */
  public String shown() {
    return "postgresql://" + user + "@" + host + ":" + port + "/" + database;
  }

  /** As the JDBC driver takes it, without the user. */
  public String jdbc() {
    return "jdbc:postgresql://"
        + host
        + ":"
        + port
        + "/"
        + database
        + (parameters.isEmpty() ? "" : "?" + parameters);
  }
}
