package io.github.immutable.image;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image that was built, by its exact artifacts.
 *
 * @param id baked into the image: the fingerprint's short form, a dash, the build number
 * @param fingerprint the whole fingerprint, 64 hexadecimal digits
 * @param build number of the build among those of the same fingerprint, from 1
 * @param builtFrom the commit's 40 hexadecimal digits
 * @param parts of the fingerprint, see {@link Fingerprint#parts}; null for images that were built
 *     before these were recorded
 */
public record Image(
    String id,
    String fingerprint,
    int build,
    List<Artifact> artifacts,
    String builtFrom,
    @JsonSerialize(using = ToStringSerializer.class)
        @JsonDeserialize(converter = TextToInstant.class)
        Instant builtAt,
    @Nullable Map<String, String> parts) {

  public Image {
    artifacts = List.copyOf(artifacts);
    parts = parts == null ? null : Map.copyOf(parts);
  }

  /** The image that a build of this fingerprint gave. */
  public static Image of(
      Fingerprint fingerprint, int build, List<Artifact> artifacts, Commit commit, Instant at) {
    return new Image(
        fingerprint.imageId(build),
        fingerprint.value(),
        build,
        artifacts,
        commit.id(),
        at,
        fingerprint.parts());
  }

  /**
   * The one artifact of a pipeline for one platform.
   *
   * @param region whose copy of it is meant; null where the platform has no regions
   * @throws ImageException when there is none or more than one
   */
  public Artifact artifact(@Nullable String region) throws ImageException {
    if (artifacts.size() == 1) {
      Artifact only = artifacts.getFirst();
      return region == null ? only : only.in(region);
    }
    String found =
        artifacts.isEmpty()
            ? "no artifact"
            : artifacts.size()
                + " artifacts: "
                + String.join(", ", artifacts.stream().map(Artifact::toString).toList());
    throw new ImageException(
        "image " + id + " has " + found + "; servers need exactly one",
        "let the template give its manifest post-processor one artifact of one builder");
  }
}
