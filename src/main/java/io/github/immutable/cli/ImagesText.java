package io.github.immutable.cli;

import io.github.immutable.image.Artifact;
import io.github.immutable.release.Images;
import java.util.List;
import java.util.stream.Collectors;

/** Images for people. */
final class ImagesText {
  private ImagesText() {}

  static String of(List<Images.Known> images) {
    if (images.isEmpty()) {
      return "no images yet: immutable build VERSION";
    }
    return Shown.table(
        List.of("IMAGE", "BUILT", "VERSIONS", "EXISTS", "ARTIFACT"),
        images.stream()
            .map(
                its ->
                    List.of(
                        its.image().id(),
                        Shown.time(its.image().builtAt()),
                        String.join(", ", its.versions()),
                        its.exists(),
                        its.image().artifacts().stream()
                            .map(Artifact::id)
                            .collect(Collectors.joining(", "))))
            .toList());
  }
}
