package io.github.immutable.pipeline;

import static io.github.immutable.pipeline.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlTextTest {
  @TempDir Path project;

  @Test
  void more_than_one_mebibyte_is_not_read() throws Exception {
    given(project)
        .and("#".repeat(10 * 1024 * 1024))
        .thenMistakes(
            ":1:1: expected at most 1 MiB, found more; a pipeline file is some 100 lines");
  }

  @Test
  void what_is_not_utf_8_has_its_place() throws Exception {
    byte[] latin = "application: web\n# Gr\u00fc\u00dfe\n".getBytes(StandardCharsets.ISO_8859_1);
    given(project).thenMistakes(latin, ":2:5: expected text in UTF-8, found the byte 0xFC");
  }

  @Test
  void a_binary_file_is_no_text() throws Exception {
    byte[] picture = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13};
    given(project).thenMistakes(picture, ":1:1: expected text in UTF-8, found the byte 0x89");
    byte[] wide = "application: web\n".getBytes(StandardCharsets.UTF_16);
    given(project).thenMistakes(wide, ":1:1: expected text in UTF-8, found the byte 0xFE");
    given(project)
        .thenMistakes(
            new byte[4096], ":1:1: expected printable text, found the control character U+0000");
  }

  @Test
  void a_control_character_has_its_place() throws Exception {
    given(project)
        .text("application: web\nimage: \u0007\n")
        .thenMistakes(":2:8: expected printable text, found the control character U+0007");
    given(project)
        .with("\"we\\0b\"", "web")
        .thenMistakes(":1:14: expected text without control characters, found \"we\u0000b\"");
  }

  @Test
  void a_missing_file_and_a_folder_are_mistakes_too() throws Exception {
    given(project);
    Path missing = project.resolve("pipelines/missing.yml");
    Path folder = Files.createDirectory(project.resolve("pipelines/folder.yml"));

    assertThat(Refusal.of(() -> PipelineLoader.load(missing)))
        .isEqualTo("pipelines/missing.yml: no such file");
    assertThat(Refusal.of(() -> PipelineLoader.load(folder)))
        .isEqualTo("pipelines/folder.yml: expected a file, found a folder or device");
  }
}
