package io.github.immutable.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pipelines of a project, one for each {@code pipelines/NAME.yml}. */
public final class Pipelines {
  private static final String FOLDER = "pipelines";

  private Pipelines() {}

  /**
   * The pipeline of that name, or, without a name, the only one or the one with {@code default:
   * true}.
   *
   * @throws PipelineException with every mistake in its file, or naming those to choose from
   */
  public static Pipeline choose(Path projectRoot, @Nullable String nameOrNull)
      throws PipelineException {
    List<Path> files = files(projectRoot);
    return PipelineLoader.load(nameOrNull == null ? only(files) : named(nameOrNull, files));
  }

  private static Path named(String name, List<Path> files) throws PipelineException {
    List<String> names = files.stream().map(PipelineLoader::name).toList();
    int index = names.indexOf(name);
    if (index < 0) {
      String nearest = Nearest.to(name, names);
      throw new PipelineException(
          "no pipeline \"%s\" in %s/, which has %s%s"
              .formatted(
                  name,
                  FOLDER,
                  String.join(", ", names),
                  nearest == null ? "" : "; did you mean \"" + nearest + "\"?"));
    }
    return files.get(index);
  }

  private static Path only(List<Path> files) throws PipelineException {
    if (files.size() == 1) {
      return files.getFirst();
    }
    List<Path> defaults = files.stream().filter(PipelineLoader::isDefault).toList();
    if (defaults.size() == 1) {
      return defaults.getFirst();
    }
    List<Path> candidates = defaults.isEmpty() ? files : defaults;
    List<String> names = candidates.stream().map(PipelineLoader::name).toList();
    throw new PipelineException(
        "%s: %s; name one with --pipeline, or keep default: true in one only"
            .formatted(
                defaults.isEmpty()
                    ? "several pipelines and none is the default"
                    : "several pipelines are the default",
                String.join(", ", names)));
  }

  private static List<Path> files(Path project) throws PipelineException {
    Path folder = project.resolve(FOLDER);
    List<Path> files = List.of();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        files =
            entries
                .filter(entry -> entry.toString().endsWith(".yml") && Files.isRegularFile(entry))
                .sorted()
                .toList();
      } catch (IOException unreadable) {
        throw new PipelineException(folder + " cannot be read: " + unreadable.getMessage());
      }
    }
    if (files.isEmpty()) {
      throw new PipelineException(
          "no pipeline: expected %s/NAME.yml in %s; `immutable init` makes a first one"
              .formatted(FOLDER, project));
    }
    return files;
  }
}
