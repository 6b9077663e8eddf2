package io.github.immutable.contract;

import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.pipeline.PipelineException;
import io.github.immutable.pipeline.PipelineLoader;
import io.github.immutable.pipeline.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** That no other pipeline of the project switches the same listener. */
record OneDoor(Pipeline pipeline, PipelineFile file) {

  List<Breach> check() {
    List<Breach> breaches = new ArrayList<>();
    if (pipeline.traffic().haproxy() != null) {
      return breaches; // a port that is taken is found by trying it
    }
    try (Stream<Path> files = Files.list(pipeline.file().resolveSibling(""))) {
      for (Path other : files.sorted().toList()) {
        if (other.toString().endsWith(".yml") && !other.equals(pipeline.file())) {
          compare(other, breaches);
        }
      }
    } catch (IOException e) {
      return breaches; // the file itself was read from there
    }
    return breaches;
  }

  private void compare(Path path, List<Breach> breaches) {
    Pipeline other;
    try {
      other = PipelineLoader.load(path);
    } catch (PipelineException e) {
      return; // whoever uses it is told
    }
    Traffic ours = pipeline.traffic();
    boolean door = ours.frontDoor().equals(other.traffic().frontDoor());
    if (door || sameListener(ours.terraform(), other.traffic().terraform())) {
      breaches.add(
          Breach.problem(
              file.name(),
              file.line(door ? "front_door" : "root"),
              "pipelines %s and %s switch one %s: each would undo what the other did"
                  .formatted(
                      pipeline.name(),
                      other.name(),
                      door
                          ? "front door, " + ours.frontDoor()
                          : "listener, by the same root with the same variables"),
              List.of(),
              "give each pipeline a listener and a front door of its own"));
    }
  }

  /** A root without variables tells listeners apart by the pipeline's name. */
  private static boolean sameListener(
      Traffic.@Nullable Terraform ours, Traffic.@Nullable Terraform other) {
    return ours != null
        && other != null
        && ours.root().equals(other.root())
        && !ours.variables().isEmpty()
        && ours.variables().equals(other.variables());
  }
}
