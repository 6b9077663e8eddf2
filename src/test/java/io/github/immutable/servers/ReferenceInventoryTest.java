package io.github.immutable.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code terraform/container/inventory} before an engine that loses containers while it looks. */
class ReferenceInventoryTest {
  private static final Path REFERENCE = Path.of("terraform/container/inventory");

  /** Says the words of Podman 4.3 as often as there are lines in the file {@code vanishing}. */
  private static final String ENGINE =
      """
      #!/bin/sh
      cd "${0%/*}"
      case "$1" in
        ps)
          if [ -s vanishing ]; then
            sed -i 1d vanishing
            echo 'Error: getting container from store "b32dd96f": container not known' >&2
            exit 125
          fi
          echo aaa
          echo bbb
          ;;
        container)
          case "$*" in
            *bbb*) echo 'Error: inspecting object: no such container bbb' >&2; exit 125 ;;
          esac
          echo '[{"Id": "aaa", "Name": "builder", "Config": {"Labels": {}}}]'
          ;;
      esac
      """;

  @TempDir Path folder;

  @BeforeEach
  void an_engine() throws Exception {
    Path engine = folder.resolve("bin/docker");
    Files.createDirectories(engine.getParent());
    Files.copy(REFERENCE, folder.resolve("inventory"));
    Files.writeString(engine, ENGINE);
    for (Path program : new Path[] {engine, folder.resolve("inventory")}) {
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void what_goes_while_it_looks_is_left_out() throws Exception {
    Files.writeString(folder.resolve("bin/vanishing"), "once\ntwice\n");

    assertThat(builders())
        .isEqualTo("[{\"id\": \"aaa\", \"name\": \"builder\", \"run\": \"web-local-1\"}]\n");
  }

  @Test
  void an_engine_that_never_comes_to_an_answer_is_told() throws Exception {
    Files.writeString(folder.resolve("bin/vanishing"), "again\n".repeat(100));

    assertThat(builders()).startsWith("inventory: Error: getting container from store");
  }

  private String builders() throws Exception {
    Process process =
        new ProcessBuilder(folder.resolve("inventory").toString(), "builders", "web-local-1")
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
