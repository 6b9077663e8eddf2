package io.github.immutable.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What decides whether an image can be used again: a hash of everything that goes into it.
 *
 * @param value SHA-256, 64 hexadecimal digits
 */
public record Fingerprint(String value) {

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

    FingerprintDigest digest = new FingerprintDigest();
    digest.section("files", InputFiles.under(checkout, covered), FingerprintDigest::file);
    digest.section(
        "variables",
        new TreeMap<>(variables).entrySet(),
        (to, variable) -> to.text(variable.getKey()).text(variable.getValue()));
    digest.section(
        "prepare", prepare, (to, command) -> to.section("", command, FingerprintDigest::text));
    digest.section("template", List.of(template), FingerprintDigest::text);
    digest.section(
        "base",
        baseIdentity == null ? List.<String>of() : List.of(baseIdentity),
        FingerprintDigest::text);
    return new Fingerprint(digest.hexadecimal());
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
