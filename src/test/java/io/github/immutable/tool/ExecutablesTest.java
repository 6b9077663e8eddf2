package io.github.immutable.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutablesTest {
  @TempDir Path folder;

  @Test
  void the_first_folder_with_it_wins() throws Exception {
    Path first = executable("one/tool");
    Path second = executable("two/tool");

    assertThat(Executables.find("tool", first.getParent() + ":" + second.getParent()))
        .contains(first);
  }

  @Test
  void what_is_not_executable_or_a_folder_is_passed_over() throws Exception {
    Path plain = Files.createDirectory(folder.resolve("one")).resolve("tool");
    Files.createFile(plain);
    Files.createDirectories(folder.resolve("two/tool"));
    Path third = executable("three/tool");

    assertThat(
            Executables.find(
                "tool", plain.getParent() + ":" + folder.resolve("two") + ":" + third.getParent()))
        .contains(third);
  }

  @Test
  void a_name_with_a_slash_is_a_path() throws Exception {
    Path tool = executable("one/tool");

    assertThat(Executables.find(tool.toString(), "")).contains(tool);
    assertThat(Executables.find(folder + "/none", folder + "/one")).isEmpty();
  }

  @Test
  void what_is_nowhere_is_not_found() {
    assertThat(Executables.find("no-such-tool", folder.toString())).isEmpty();
  }

  private Path executable(String name) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
  }
}
