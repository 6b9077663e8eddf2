package io.github.immutable.load;

import io.github.immutable.load.Load.Options;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The load as a program, for scripts. */
public final class LoadCommand {
  private static final String USAGE =
      """
      java io.github.immutable.load.LoadCommand --url http://127.0.0.1:8080/ [option value]...
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

  private LoadCommand() {}

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
    double timeout = Double.parseDouble(given.getOrDefault("--timeout", "5"));
    return Options.of(given.getOrDefault("--url", ""))
        .withEcho(given.getOrDefault("--echo", ""))
        .withConnections(Integer.parseInt(given.getOrDefault("--connections", "64")))
        .withRate(Double.parseDouble(given.getOrDefault("--rate", "600")))
        .withExpected(given.getOrDefault("--expect", ""))
        .withTagHeader(given.getOrDefault("--tag-header", "X-Image"))
        .withTagPattern(given.getOrDefault("--tag-pattern", ""))
        .withTimeout(Duration.ofMillis((long) (1000 * timeout)));
  }
}
