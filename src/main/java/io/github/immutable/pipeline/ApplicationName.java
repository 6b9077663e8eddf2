package io.github.immutable.pipeline;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What applications are called, for those who make a pipeline file. */
public final class ApplicationName {
  private static final int LONGEST = 31;
  private static final String USUAL = "web";

  private ApplicationName() {}

  /** What is wrong with a name; empty when nothing is. */
  public static Optional<String> mistake(String name) {
    return TextForm.NAME.refuses(name) ? Optional.of(TextForm.NAME.expected()) : Optional.empty();
  }

  /** The valid name that is nearest to a folder's, {@code web} where none is near. */
  public static String near(Path folder) {
    Path last = folder.getFileName();
    String name =
        String.valueOf(last)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-", "");
    String cut = name.substring(0, Math.min(LONGEST, name.length())).replaceAll("-$", "");
    return last == null || cut.isEmpty() ? USUAL : cut;
  }

  /** The one that a pipeline file gives, if it can be read and gives a valid one. */
  public static Optional<String> in(Path file) {
    return PipelineLoader.scalar(file, "application").filter(name -> mistake(name).isEmpty());
  }
}
