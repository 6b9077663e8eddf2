package io.github.immutable.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which of the files that an image is made of differ between two checkouts. */
public final class InputChanges {
  private InputChanges() {}

  /**
   * Compares them by mode and content.
   *
   * @param inputs files and folders, relative to the checkouts; one need not have them all
   * @return a line a file, in the order of their paths: {@code ansible/site.yml changed}
   * @throws ImageException when an input leads out of the checkout
   */
  public static List<String> between(Path before, Path after, List<String> inputs, String template)
      throws ImageException {
    TreeSet<String> covered = new TreeSet<>(inputs);
    covered.add(template);
    Map<String, String> old = digests(before, covered);
    Map<String, String> now = digests(after, covered);
    TreeSet<String> paths = new TreeSet<>(old.keySet());
    paths.addAll(now.keySet());
    List<String> changes = new ArrayList<>();
    for (String path : paths) {
      if (!now.containsKey(path)) {
        changes.add(path + " is gone");
      } else if (!old.containsKey(path)) {
        changes.add(path + " is new");
      } else if (!now.get(path).equals(old.get(path))) {
        changes.add(path + " changed");
      }
    }
    return changes;
  }

  private static Map<String, String> digests(Path checkout, SortedSet<String> covered)
      throws ImageException {
    Map<String, String> digests = new TreeMap<>();
    for (InputFile file : InputFiles.present(checkout, covered)) {
      FingerprintDigest digest = new FingerprintDigest();
      digest.file(file);
      digests.put(file.path(), digest.hexadecimal());
    }
    return digests;
  }
}
