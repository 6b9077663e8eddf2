package io.github.immutable.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFollowerTest {
  @TempDir Path folder;
  private final List<String> lines = new ArrayList<>();
  private OutputStream writer;
  private FileFollower follower;

  @BeforeEach
  void follow() throws Exception {
    Path file = folder.resolve("log");
    writer = Files.newOutputStream(file);
    follower = new FileFollower(file, lines::add);
  }

  @AfterEach
  void close() throws Exception {
    writer.close();
  }

  @Test
  void a_torn_line_is_handed_on_once_and_whole() throws Exception {
    write("one\ntw");
    assertThat(lines).containsExactly("one");
    write("o\nthr");
    assertThat(lines).containsExactly("one", "two");

    follower.close();
    assertThat(lines).containsExactly("one", "two", "thr");
  }

  @Test
  void a_character_torn_in_its_middle_is_whole_again() throws Exception {
    byte[] bytes = "ü\n".getBytes(StandardCharsets.UTF_8);
    writer.write(bytes, 0, 1);
    follower.read();
    writer.write(bytes, 1, 2);
    follower.read();

    follower.close();

    assertThat(lines).containsExactly("ü");
  }

  @Test
  void blank_lines_are_lines() throws Exception {
    write("\n\na\n");
    follower.close();

    assertThat(lines).containsExactly("", "", "a");
  }

  @Test
  void a_line_without_end_is_cut_and_nothing_of_it_is_lost() throws Exception {
    int length = (1 << 20) + 5;
    write("x".repeat(length));
    follower.close();

    assertThat(String.join("", lines)).hasSize(length);
    assertThat(lines).hasSize(2);
  }

  private void write(String text) throws Exception {
    writer.write(text.getBytes(StandardCharsets.UTF_8));
    follower.read();
  }
}
