package io.github.immutable.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
  @TempDir Path scratch;
  Path checkout;
  String before;

  @BeforeEach
  void checkout() throws Exception {
    checkout = checkoutIn("one");
    before = fingerprint(checkout);
  }

  @Test
  void the_same_inputs_elsewhere_and_later_give_the_same() throws Exception {
    Path other = checkoutIn("somewhere/else");
    Files.setLastModifiedTime(other.resolve("ansible/a"), FileTime.fromMillis(0));
    Files.writeString(other.resolve("README"), "no input");

    assertThat(fingerprint(other)).isEqualTo(before).hasSize(64);
  }

  @Test
  void content_counts() throws Exception {
    Files.writeString(checkout.resolve("ansible/a"), "changed");
    assertThat(fingerprint(checkout)).isNotEqualTo(before);
  }

  @Test
  void names_count() throws Exception {
    Files.move(checkout.resolve("ansible/a"), checkout.resolve("ansible/c"));
    assertThat(fingerprint(checkout)).isNotEqualTo(before);
  }

  @Test
  void new_files_count() throws Exception {
    Files.writeString(checkout.resolve("packer/new"), "");
    assertThat(fingerprint(checkout)).isNotEqualTo(before);
  }

  @Test
  void the_mode_counts() throws Exception {
    Files.setPosixFilePermissions(
        checkout.resolve("ansible/a"), PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(fingerprint(checkout)).isNotEqualTo(before);
  }

  @Test
  void bytes_do_not_run_together_across_files() throws Exception {
    Files.writeString(checkout.resolve("ansible/a"), "12");
    Files.writeString(checkout.resolve("ansible/b"), "3");
    String one = fingerprint(checkout);
    Files.writeString(checkout.resolve("ansible/a"), "1");
    Files.writeString(checkout.resolve("ansible/b"), "23");

    assertThat(fingerprint(checkout)).isNotEqualTo(one);
  }

  @Test
  void what_a_link_points_at_counts() throws Exception {
    Files.createSymbolicLink(checkout.resolve("ansible/link"), Path.of("../shared"));
    Files.createDirectory(checkout.resolve("shared"));
    Files.writeString(checkout.resolve("shared/file"), "1");
    String one = fingerprint(checkout);
    Files.writeString(checkout.resolve("shared/file"), "2");

    assertThat(fingerprint(checkout)).isNotEqualTo(one).isNotEqualTo(before);
  }

  @Test
  void links_in_a_circle_end() throws Exception {
    Files.createSymbolicLink(checkout.resolve("ansible/link"), Path.of("../ansible"));

    assertThat(fingerprint(checkout)).isNotEqualTo(before);
  }

  @Test
  void everything_beside_the_files_counts() throws Exception {
    List<String> inputs = List.of("ansible");
    List<List<String>> prepare = List.of(List.of("make", "site"));

    assertThat(
            List.of(
                before,
                of(inputs, Map.of("a", "2"), prepare, "packer", "base"),
                of(inputs, Map.of("b", "1"), prepare, "packer", "base"),
                of(inputs, Map.of(), prepare, "packer", "base"),
                of(inputs, Map.of("a", "1"), List.of(List.of("make site")), "packer", "base"),
                of(
                    inputs,
                    Map.of("a", "1"),
                    List.of(List.of("make"), List.of("site")),
                    "packer",
                    "base"),
                of(inputs, Map.of("a", "1"), prepare, "packer/web.pkr.hcl", "base"),
                of(inputs, Map.of("a", "1"), prepare, "packer", "other"),
                of(inputs, Map.of("a", "1"), prepare, "packer", null)))
        .doesNotHaveDuplicates();
  }

  @Test
  void the_order_in_the_pipeline_file_does_not_count() throws Exception {
    Map<String, String> one = new LinkedHashMap<>(Map.of("a", "1"));
    one.put("z", "2");
    Map<String, String> other = new LinkedHashMap<>(Map.of("z", "2"));
    other.put("a", "1");

    assertThat(of(List.of("packer", "ansible/"), one, List.of(), "packer", null))
        .isEqualTo(of(List.of("ansible", "packer"), other, List.of(), "packer", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "empty", "ansible/missing"})
  void an_input_that_is_not_in_the_commit_is_refused(String input) throws Exception {
    Files.createDirectory(checkout.resolve("empty"));

    assertThat(
            catchThrowableOfType(
                ImageException.class,
                () -> of(List.of("ansible", input), Map.of(), List.of(), "packer", null)))
        .hasMessage("image input `" + input + "` is not in the commit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc", "../one-more", "ansible/../.."})
  void an_input_outside_the_project_is_refused(String input) {
    assertThat(
            catchThrowableOfType(
                ImageException.class,
                () -> of(List.of(input), Map.of(), List.of(), "packer", null)))
        .hasMessage("image input `" + input + "` leads out of the project");
  }

  @Test
  void an_image_is_named_after_it() throws Exception {
    Fingerprint fingerprint = new Fingerprint(before, Map.of());

    assertThat(fingerprint.shortForm()).isEqualTo(before.substring(0, 12));
    assertThat(fingerprint.imageId(3)).isEqualTo(before.substring(0, 12) + "-3");
  }

  @Test
  void each_part_tells_of_its_own_kind_alone() throws Exception {
    Map<String, String> parts = parts(Map.of("a", "1"), List.of(), "packer", "base");

    assertThat(parts).containsOnlyKeys("files", "variables", "prepare", "template", "base");
    assertThat(changed(parts, parts(Map.of("a", "2"), List.of(), "packer", "base")))
        .containsExactly("variables");
    assertThat(changed(parts, parts(Map.of("a", "1"), List.of(List.of("make")), "packer", "base")))
        .containsExactly("prepare");
    assertThat(changed(parts, parts(Map.of("a", "1"), List.of(), "packer", "other")))
        .containsExactly("base");
    assertThat(changed(parts, parts(Map.of("a", "1"), List.of(), "packer/web.pkr.hcl", "base")))
        .containsExactly("template");
    Files.writeString(checkout.resolve("packer/web.pkr.hcl"), "other");
    assertThat(changed(parts, parts(Map.of("a", "1"), List.of(), "packer", "base")))
        .containsExactly("files");
  }

  private Map<String, String> parts(
      Map<String, String> variables, List<List<String>> prepare, String template, String base)
      throws ImageException {
    return Fingerprint.of(
            checkout, List.of("ansible", "packer"), variables, prepare, template, base)
        .parts();
  }

  private static List<String> changed(Map<String, String> before, Map<String, String> after) {
    return before.keySet().stream()
        .filter(part -> !Objects.equals(before.get(part), after.get(part)))
        .toList();
  }

  private String of(
      List<String> inputs,
      Map<String, String> variables,
      List<List<String>> prepare,
      String template,
      @org.jspecify.annotations.Nullable String base)
      throws ImageException {
    return Fingerprint.of(checkout, inputs, variables, prepare, template, base).value();
  }

  private static String fingerprint(Path checkout) throws ImageException {
    return Fingerprint.of(
            checkout,
            List.of("ansible"),
            Map.of("a", "1"),
            List.of(List.of("make", "site")),
            "packer",
            "base")
        .value();
  }

  private Path checkoutIn(String name) throws IOException {
    Path folder = scratch.resolve(name);
    Files.createDirectories(folder.resolve("ansible"));
    Files.createDirectories(folder.resolve("packer"));
    Files.writeString(folder.resolve("ansible/a"), "1");
    Files.writeString(folder.resolve("ansible/b"), "2");
    Files.writeString(folder.resolve("packer/web.pkr.hcl"), "build {}");
    return folder;
  }
}
