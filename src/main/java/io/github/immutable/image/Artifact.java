package io.github.immutable.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What one builder of the template made.
 *
 * @param builder the build's name in the template, such as {@code docker.web} or {@code amazon-ebs}
 * @param id exactly as Packer says it, such as {@code sha256:…} or {@code eu-west-1:ami-…}
 */
public record Artifact(String builder, String id) {
  /**
   * For one that the inventory named: nobody can say what its builder is called in the template.
   */
  public static final String FOUND = "registered";

  /** What Packer's builders for files and local machines give for an id, in their artifact.go. */
  private static final Set<String> OF_EVERYTHING = Set.of("Container", "File", "Null", "VM");

  /** Whether Packer gives that id to all that such a builder makes. */
  boolean namesNothing() {
    return OF_EVERYTHING.contains(id);
  }

  /**
   * The same for one region. Amazon's ids are {@code region:ami[,region:ami]}, DigitalOcean's
   * {@code region[,region]:id}; one without a colon is the same everywhere.
   *
   * @throws ImageException when it is in other regions only
   */
  Artifact in(String region) throws ImageException {
    if (!id.contains(":")) {
      return this;
    }
    List<String> regions = new ArrayList<>();
    int told = 0;
    for (String part : id.split(",", -1)) {
      String[] pair = part.split(":", 2);
      regions.add(pair[0]);
      if (pair.length == 1) {
        continue;
      }
      if (regions.subList(told, regions.size()).contains(region)) {
        return new Artifact(builder, pair[1]);
      }
      told = regions.size();
    }
    throw new ImageException(
        "the image is not in region " + region + ", but in " + String.join(", ", regions),
        "let the template copy it there, or correct servers.region");
  }

  @Override
  public String toString() {
    return builder + " " + id;
  }
}
