package io.github.immutable.traffic;

import io.github.immutable.servers.Slot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an HAProxy configuration must contain for us to switch its traffic (HAProxy 2.6
 * configuration manual). Text from data: nothing is read or written but the templates in this jar.
 */
public final class HaproxyStanza {
  private static final Pattern TEMPLATE = Pattern.compile("server-template s 1-(\\d+) ");

  private HaproxyStanza() {}

  /** For the user's own HAProxy: what to add to the frontend, and the backends. */
  public static String forOwn(HaproxyConfig config) {
    return "# Before the first reload, for HAProxy needs the map to start and reads it itself:\n#   mkdir -p '"
        + config.state()
        + "' && echo '0:99 none' > '"
        + config.map()
        + "'\n\n# In the frontend that is the front door of "
        + config.name()
        + ":\n"
        + front(config)
        + "\n# Beside it, with a stats socket in `global` that has `level admin` and `expose-fd"
        + " listeners`:\n"
        + backends(config);
  }

  /**
   * The whole configuration of an instance of ours.
   *
   * @param bind address and port as HAProxy's {@code bind} takes them
   */
  static String forManaged(HaproxyConfig config, String bind) {
    Map<String, String> values =
        Map.of("socket", quotable(config.socket()), "name", config.name(), "bind", bind);
    return fill("managed.cfg", values) + front(config) + "\n" + backends(config);
  }

  /** The capacity that a configuration of ours was written with; 0 when there is none. */
  static int capacity(Path configuration) throws IOException {
    if (!Files.exists(configuration)) {
      return 0;
    }
    Matcher template = TEMPLATE.matcher(Files.readString(configuration));
    return template.find() ? Integer.parseInt(template.group(1)) : 0;
  }

  private static String front(HaproxyConfig config) {
    return fill(
        "front.cfg",
        Map.of(
            "name", config.name(),
            "map", quotable(config.map()),
            "onward", onward(config)));
  }

  private static String backends(HaproxyConfig config) {
    StringBuilder text = new StringBuilder();
    for (Slot slot : Slot.values()) {
      text.append(
          fill(
              "slot.cfg",
              Map.of(
                  "backend", config.backend(slot),
                  "slot", slot.label(),
                  "state", quotable(config.stateFile(slot)),
                  "capacity", Integer.toString(config.capacity()))));
    }
    Map<String, String> values = Map.of("name", config.name(), "onward", onward(config));
    return text.append(fill("none.cfg", values)).append(fill("onward.cfg", values)).toString();
  }

  /** Of the abstract namespace, which a chroot does not hide; the map's path makes it unique. */
  private static String onward(HaproxyConfig config) {
    UUID id = UUID.nameUUIDFromBytes(config.map().toString().getBytes(StandardCharsets.UTF_8));
    return "immutable-" + id;
  }

  /** Whether HAProxy can be given a path, whatever is done with it. */
  public static boolean canBeGiven(Path path) {
    return path.toString()
        .chars()
        .noneMatch(c -> "'\"\\$".indexOf(c) >= 0 || Character.isISOControl(c));
  }

  /** HAProxy reads quotes, backslashes and dollar signs in a path as its own syntax. */
  private static String quotable(Path path) {
    String text = path.toString();
    if (!canBeGiven(path)) {
      throw new IllegalArgumentException("a path HAProxy cannot be given: " + path);
    }
    return text;
  }

  private static String fill(String template, Map<String, String> values) {
    String text = read(template);
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("{" + value.getKey() + "}", value.getValue());
    }
    return text;
  }

  private static String read(String template) {
    try (InputStream stream = HaproxyStanza.class.getResourceAsStream("/haproxy/" + template)) {
      if (stream == null) {
        throw new IllegalStateException("not in this jar: haproxy/" + template);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
