package io.github.immutable.image;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What decides whether an image can be used again: a hash of everything that goes into it.
 *
 * @param value SHA-256, 64 hexadecimal digits
 * @param parts a SHA-256 of each kind of thing alone, so that it can be told what changed
 */
public record Fingerprint(String value, Map<String, String> parts) {
  /** The contents of the inputs and of the template. */
  public static final String FILES = "files";

  /** The variables that Packer is given. */
  public static final String VARIABLES = "variables";

  /** The commands that run before Packer. */
  public static final String PREPARE = "prepare";

  /** Which template it is. */
  public static final String TEMPLATE = "template";

  /** The identity of the base image. */
  public static final String BASE = "base";

  public Fingerprint {
    parts = Map.copyOf(parts);
  }

  /**
   * Hashes the inputs and the template (path, mode, bytes) and the rest.
   *
   * @param checkout a clean checkout, before any prepare command ran in it
   * @param inputs files and folders, relative to the checkout
   * @param variables as the pipeline file writes them: placeholders whose value differs from build
   *     to build must still be placeholders
   * @param baseIdentity what the base command printed, where the pipeline has one
   * @throws ImageException when an input or the template is not in the checkout
   */
  public static Fingerprint of(
      Path checkout,
      List<String> inputs,
      Map<String, String> variables,
      List<List<String>> prepare,
      String template,
      @Nullable String baseIdentity)
      throws ImageException {
    TreeSet<String> covered = new TreeSet<>(inputs);
    covered.add(template);

    Parts parts = new Parts();
    parts.add(FILES, InputFiles.under(checkout, covered), FingerprintDigest::file);
    parts.add(
        VARIABLES,
        new TreeMap<>(variables).entrySet(),
        (to, variable) -> to.text(variable.getKey()).text(variable.getValue()));
    parts.add(PREPARE, prepare, (to, command) -> to.section("", command, FingerprintDigest::text));
    parts.add(TEMPLATE, List.of(template), FingerprintDigest::text);
    parts.add(
        BASE,
        baseIdentity == null ? List.<String>of() : List.of(baseIdentity),
        FingerprintDigest::text);
    return new Fingerprint(parts.all.hexadecimal(), parts.each);
  }

  private static final class Parts {
    private final FingerprintDigest all = new FingerprintDigest();
    private final Map<String, String> each = new LinkedHashMap<>();

    <T> void add(String name, Collection<T> items, BiConsumer<FingerprintDigest, T> item) {
      all.section(name, items, item);
      FingerprintDigest alone = new FingerprintDigest();
      alone.section(name, items, item);
      each.put(name, alone.hexadecimal());
    }
  }

  /** The first 12 digits. */
  public String shortForm() {
    return value.substring(0, 12);
  }

  /** The image id of a build of this fingerprint: {@code SHORTFORM-BUILD}. */
  public String imageId(int build) {
    return shortForm() + "-" + build;
  }
}
