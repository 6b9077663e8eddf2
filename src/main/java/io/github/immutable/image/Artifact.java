package io.github.immutable.image;

/**
 * What one builder of the template made.
 *
 * @param builder the build's name in the template, such as {@code docker.web} or {@code amazon-ebs}
 * @param id exactly as Packer says it, such as {@code sha256:…} or {@code eu-west-1:ami-…}
 */
public record Artifact(String builder, String id) {
  @Override
  public String toString() {
    return builder + " " + id;
  }
}
