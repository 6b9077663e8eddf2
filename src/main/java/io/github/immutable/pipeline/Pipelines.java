package io.github.immutable.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
    List<String> names = names(files);
    int index = names.indexOf(name);
    if (index < 0) {
      String bare = name.substring(name.lastIndexOf('/') + 1).replaceFirst("\\.ya?ml$", "");
      String nearest = Nearest.to(bare, names);
      throw new PipelineException(
          "no pipeline \"%s\" in %s/, which has %s%s"
              .formatted(
                  name,
                  FOLDER,
                  String.join(", ", names),
                  nearest == null ? "" : "; did you mean \"" + nearest + "\"?"),
          "name one that is there: --pipeline " + (nearest == null ? names.getFirst() : nearest));
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
    List<String> names = names(defaults.isEmpty() ? files : defaults);
    throw new PipelineException(
        "%s: %s"
            .formatted(
                defaults.isEmpty()
                    ? "several pipelines and none is the default"
                    : "several pipelines are the default",
                String.join(", ", names)),
        "name one: --pipeline %s, or have default: true in one of their files only"
            .formatted(names.getFirst()));
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(PipelineLoader::name).toList();
  }

  private static List<Path> files(Path project) throws PipelineException {
    Path folder = project.resolve(FOLDER);
    List<Path> entries = entries(folder);
    List<Path> files = entries.stream().filter(entry -> entry.toString().endsWith(".yml")).toList();
    if (files.isEmpty()) {
      Optional<Path> misnamed =
          entries.stream()
              .filter(entry -> entry.toString().toLowerCase(Locale.ROOT).matches(".*\\.ya?ml"))
              .findFirst();
      throw new PipelineException(
          "no pipeline: expected %s/NAME.yml in %s".formatted(FOLDER, project),
          misnamed
              .map(file -> "rename " + project.relativize(file) + ": its name must end in .yml")
              .orElse("make a first one: immutable init"));
    }
    return files;
  }

  private static List<Path> entries(Path folder) throws PipelineException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException unreadable) {
      throw new PipelineException(
          folder + " cannot be read: " + unreadable.getMessage(), "let this user read that folder");
    }
  }
}
