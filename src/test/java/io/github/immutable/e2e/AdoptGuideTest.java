package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/guides/adopt.md} is true: its example is typed, up to where it needs the cloud. */
class AdoptGuideTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path scratch;

  @Test
  void its_example_prints_what_the_page_says() throws IOException {
    GuidePage written = GuidePage.of(Shell.BASE.resolve("docs/guides/adopt.md"));
    // what follows is about another repository, whose state is taken along
    GuidePage page = written.with("mkdir -p ../.immutable", "exit; mkdir -p ../.immutable");
    Path commands = Files.createDirectory(scratch.resolve("commands"));
    Files.createSymbolicLink(commands.resolve("immutable"), Path.of(CommandLine.LAUNCHER));

    String printed =
        new GuideRun(scratch, scratch, GuideRun.reader(commands.toString()))
            .printed(page.script(Map.of("immutable init", aPortOfItsOwn())));

    assertThat(written.disagreements(printed))
        .as("what %s says, and what it printed:%n%s", written.name(), printed)
        .isEmpty();
  }

  /** Others on this machine listen where a reader may. */
  private static String aPortOfItsOwn() {
    return "sed -i 's/:8080/:%d/' pipelines/production.yml"
        .formatted(Ports.frontDoor(Ports.block()));
  }
}
