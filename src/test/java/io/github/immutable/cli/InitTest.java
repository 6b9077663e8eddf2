package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code immutable init}: a project from nothing, and nothing overwritten. */
class InitTest {
  private static final String FIRST_COMMIT = "git add . && git commit -m 'First version'";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  @Test
  void a_project_is_called_what_its_folder_is() throws Exception {
    SampleProject shop = new SampleProject(folder.resolve("Shop 2"));

    Run run = Run.of("init", shop.folder().toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo(files() + " files written, for the application shop-2\n");
    assertThat(run.err())
        .contains("  " + shop.folder().resolve("ansible/playbook.yml") + "\n")
        .doesNotContain("?");
    assertThat(shop.contents()).hasSize(files());
    assertThat(shop.contents().get("pipelines/local.yml"))
        .contains("\napplication: shop-2               # with the pipeline's name");
    assertThat(shop.contents().get("pipelines/schema.json"))
        .isEqualTo(Files.readString(Path.of("pipelines/schema.json")));
    assertThat(shop.folder().resolve("terraform/container/server")).isExecutable();
    assertThat(shop.run("history").out()).isEqualTo("no releases in local yet\n");
  }

  @ParameterizedTest
  @CsvSource({
    "My_Shop, my-shop",
    "--, web",
    "Größe, gr-e",
    "shop., shop",
    "abcdefghijklmnopqrstuvwxyz0123-and-more, abcdefghijklmnopqrstuvwxyz0123"
  })
  void a_folder_whose_name_will_not_do_gives_the_nearest_that_does(String name, String application)
      throws Exception {
    Path project = folder.resolve(name);
    Run.of("init", project.toString());

    assertThat(project.resolve("pipelines/local.yml"))
        .content()
        .containsPattern("(?m)^application: " + application + " +#");
  }

  @Test
  void a_name_that_is_given_is_taken_or_refused() {
    Path project = folder.resolve("x");

    assertThat(Run.of("init", project.toString(), "--application", "My Shop").story())
        .startsWith(
            "immutable: \"My Shop\" cannot name an application: expected 1 to 31 of a-z, 0-9 and"
                + " hyphens, the first no hyphen",
            "Next:  say --application my-shop");
    assertThat(project).doesNotExist();
    assertThat(Run.of("init", project.toString(), "--application", "my-shop").out())
        .endsWith("for the application my-shop\n");
  }

  @Test
  void a_dry_run_lists_and_writes_nothing() throws Exception {
    SampleProject shop = new SampleProject(folder.resolve("shop"));

    Run before = Run.of("init", shop.folder().toString(), "--dry-run");

    assertThat(before.exitCode()).isZero();
    assertThat(before.out().lines().toList())
        .hasSize(files() + 1)
        .contains("  " + shop.folder().resolve("ansible/playbook.yml"))
        .endsWith(files() + " files to write, for the application shop");
    assertThat(shop.folder()).doesNotExist();

    Run.of("init", shop.folder().toString());
    Files.delete(shop.folder().resolve("ansible/playbook.yml"));
    Map<String, String> contents = shop.contents();
    Run after = Run.of("init", shop.folder().toString(), "--dry-run");

    assertThat(after.exitCode()).isZero();
    assertThat(after.out())
        .contains("  " + shop.folder().resolve("ansible/playbook.yml") + "\n")
        .contains("  " + shop.folder().resolve("pipelines/local.yml") + "   is there\n")
        .endsWith("1 file to write, for the application shop\n");
    assertThat(shop.contents()).isEqualTo(contents);
  }

  @Test
  void the_same_answers_again_change_nothing() throws Exception {
    SampleProject shop = new SampleProject(folder.resolve("shop"));
    Run.of("init", shop.folder().toString(), "--application", "other");
    Map<String, String> before = shop.contents();

    for (Run again :
        new Run[] {
          Run.of("init", shop.folder().toString(), "--application", "other"),
          Run.of("init", shop.folder().toString())
        }) {
      assertThat(again.out()).isEqualTo("everything is there already, for the application other\n");
      assertThat(again.exitCode()).isZero();
    }
    assertThat(shop.contents()).isEqualTo(before);
  }

  @Test
  void what_is_missing_is_made_again() throws Exception {
    SampleProject shop = new SampleProject(folder.resolve("shop"));
    Run.of("init", shop.folder().toString());
    Map<String, String> before = shop.contents();
    Files.delete(shop.folder().resolve("ansible/playbook.yml"));

    assertThat(Run.of("init", shop.folder().toString()).out()).startsWith("1 file written");
    assertThat(shop.contents()).isEqualTo(before);
  }

  @Test
  void other_contents_are_left_alone() throws Exception {
    SampleProject shop = new SampleProject(folder.resolve("shop"));
    Run.of("init", shop.folder().toString());
    Files.delete(shop.folder().resolve("ansible/playbook.yml"));
    Path pipeline = shop.folder().resolve("pipelines/local.yml");
    shop.edit("pipelines/local.yml", "count: 2", "count: 3");
    Map<String, String> before = shop.contents();

    Run run = Run.of("init", shop.folder().toString());

    assertThat(run.firstOfStory())
        .isEqualTo(
            "immutable: "
                + pipeline
                + " is there already, with other contents; nothing was written");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(shop.contents()).isEqualTo(before);

    Files.writeString(shop.folder().resolve("ansible/group_vars/all.yml"), "");
    Files.writeString(shop.folder().resolve("pipelines/schema.json"), "{}");
    assertThat(Run.of("init", shop.folder().toString(), "--dry-run").firstOfStory())
        .contains("ansible/group_vars/all.yml and 2 more are there already");
  }

  @Test
  void a_link_that_leads_nowhere_is_not_written_through() throws Exception {
    Path elsewhere = folder.resolve("elsewhere");
    Path project = Files.createDirectories(folder.resolve("shop"));
    Files.createSymbolicLink(project.resolve(".gitignore"), elsewhere);

    assertThat(Run.of("init", project.toString()).exitCode()).isZero();
    assertThat(elsewhere).doesNotExist();
  }

  @Test
  void a_folder_that_cannot_be_written_is_told() throws Exception {
    Path file = Files.writeString(folder.resolve("shop"), "");

    Run run = Run.of("init", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.firstOfStory())
        .isEqualTo(
            "immutable: the files could not be written to "
                + file
                + ": "
                + file
                + " is in the way");
  }

  @Test
  void the_next_commands_are_those_that_are_left_to_do() throws Exception {
    Path project = folder.resolve("shop");
    assertThat(next(Run.of("init", project.toString())))
        .isEqualTo(
            """
            Next:  cd %s
                   git init && %s && git tag v1
                   immutable doctor
                   immutable release v1
            """
                .formatted(project, FIRST_COMMIT));

    try (Git git = Git.init().setDirectory(project.toFile()).call()) {
      assertThat(next(Run.of("init", project.toString())))
          .contains("\n       " + FIRST_COMMIT + " && git tag v1\n       immutable doctor\n");

      git.commit().setMessage("Empty").setSign(false).call();
      Files.delete(project.resolve("ansible/playbook.yml"));
      assertThat(next(Run.of("init", project.toString())))
          .contains("\n       " + FIRST_COMMIT + " && git tag v1\n       immutable doctor\n");

      git.tag().setName("v1").setAnnotated(false).setSigned(false).call();
      Files.delete(project.resolve("ansible/playbook.yml"));
      assertThat(next(Run.of("init", project.toString())))
          .contains("\n       " + FIRST_COMMIT + "\n       immutable doctor\n")
          .endsWith("       immutable release HEAD\n");
      assertThat(next(Run.of("init", project.toString())))
          .doesNotContain("git ")
          .endsWith("       immutable release v1\n");
    }
  }

  @Test
  void at_a_terminal_two_questions_are_asked_until_they_are_answered() throws Exception {
    Run run =
        new Terminal(folder)
            .immutable(Map.of(), "init shop", "moon", "container", "My Shop", "site");

    assertThat(run.out())
        .contains(
            "What are the servers? [container]   there is no target \"moon\"; there is aws, container, digitalocean\n",
            "What is the application called? [shop]   expected 1 to 31 of a-z, 0-9 and hyphens",
            files() + " files written, for the application site\n",
            "Next:  cd shop\n");
    assertThat(run.exitCode()).isZero();
    assertThat(folder.resolve("shop/pipelines/local.yml")).content().contains("application: site ");
  }

  @Test
  void an_empty_line_is_the_usual_answer_and_what_is_given_is_not_asked() throws Exception {
    Run run = new Terminal(folder).immutable(Map.of(), "init shop --target container", "");

    assertThat(run.out())
        .doesNotContain("What are the servers?")
        .contains("What is the application called? [shop] ", "for the application shop\n");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void whoever_does_not_answer_gets_nothing() throws Exception {
    Run run = new Terminal(folder).immutable(Map.of(), "init shop", "container");

    assertThat(run.out()).contains("immutable: not answered; nothing was written\n");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(folder.resolve("shop")).doesNotExist();
  }

  @Test
  void nothing_is_asked_in_ci() throws Exception {
    Run run = new Terminal(folder).immutable(Map.of("CI", "true"), "init shop");

    assertThat(run.out()).doesNotContain("?").contains("for the application shop\n");
    assertThat(run.exitCode()).isZero();
  }

  private static int files() throws IOException {
    return ReferenceFiles.of("container", "any").all().size();
  }

  private static String next(Run run) {
    return run.err().substring(run.err().indexOf("Next:  "));
  }
}
