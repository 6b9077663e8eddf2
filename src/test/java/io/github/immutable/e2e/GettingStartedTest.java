package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/getting-started.md} is true: all that it tells to type is typed, with the real tools.
 */
@Tag("waits")
class GettingStartedTest {
  private static final int SLOT = 100;
  private static final int FRONT_DOOR = 8080;
  private static final int FIRST_SERVER = 21_000;

  private final int ports = Ports.block();
  private final String application = "e2e-start-" + Long.toString(System.nanoTime() & 0xffffff, 36);

  @TempDir(cleanup = CleanupMode.NEVER)
  private Path scratch;

  @Test
  void every_command_of_the_page_works_and_prints_what_the_page_says() {
    GuidePage written = GuidePage.of(Shell.BASE.resolve("docs/getting-started.md"));
    // A home of its own, and servers and ports that nobody else on this machine has.
    GuidePage page =
        written
            .with("~/.local/bin", scratch.resolve("bin").toString())
            .with("cd ~", "cd " + scratch)
            .with("shop", application)
            .with("127.0.0.1:" + FRONT_DOOR, "127.0.0.1:" + Ports.frontDoor(ports))
            // The mistake of the page is waited for to the end.
            .with("within: 20s", "within: 6s");

    String printed =
        new GuideRun(Shell.BASE, scratch, GuideRun.reader(""))
            .printed(page.script(Map.of("immutable init", shorter())));

    assertThat(written.disagreements(asWritten(printed)))
        .as("what %s says, and what it printed:%n%s", written.name(), printed)
        .isEmpty();
    Containers containers = new Containers(application);
    assertThat(containers.of("blue")).as("servers that the page leaves standing").isEmpty();
    assertThat(containers.of("green")).as("servers that the page leaves standing").isEmpty();
    assertThat(scratch.resolve(application)).as("the project").doesNotExist();
    assertThat(images()).as("images that the page leaves behind").isEmpty();
  }

  /** The reference values are right for servers that matter, and long for a test. */
  private String shorter() {
    return "sed -i -e 's/:8080/:%d/' -e 's/first_port: 21000/first_port: %d/' -e 's/every: 1s/every: 300ms/' -e 's/for: 10s/for: 2s/' %s/%s/pipelines/local.yml"
        .formatted(Ports.frontDoor(ports), ports, scratch, application);
  }

  /** What was printed, as a reader of the page sees it. */
  private String asWritten(String printed) {
    return Pattern.compile("127\\.0\\.0\\.1:(\\d+)")
        .matcher(printed.replace(application, "shop"))
        .replaceAll(
            found ->
                Matcher.quoteReplacement("127.0.0.1:" + port(Integer.parseInt(found.group(1)))));
  }

  private int port(int used) {
    if (used == Ports.frontDoor(ports)) {
      return FRONT_DOOR;
    }
    boolean server = used >= ports && used < ports + 2 * SLOT;
    return server ? FIRST_SERVER + used - ports : used;
  }

  private Stream<String> images() {
    return Shell.lines(
            Shell.engine(),
            "images",
            "--format",
            "{{.Repository}}:{{.Tag}}",
            "localhost/immutable-web")
        .stream()
        .filter(tag -> tag.contains("-" + application + "-"));
  }

  /** Where the page was not followed to its end. */
  @AfterEach
  void nothing_is_left() throws IOException {
    Path project = scratch.resolve(application);
    if (Files.exists(project)) {
      new CommandLine(project, scratch).run("destroy", "--yes");
      new Haproxy(project.resolve(".immutable/haproxy/local")).end();
    }
    new Containers(application).removeAll();
    images().forEach(image -> Shell.run(scratch, Shell.engine(), "rmi", "--force", image));
    Shell.delete(scratch);
  }
}
