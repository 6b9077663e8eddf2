package io.github.immutable.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkingTreeTest {
  @TempDir Path scratch;
  GitFolder repository;

  @BeforeEach
  void project() throws Exception {
    repository = new GitFolder(Files.createDirectory(scratch.resolve("repository")));
    repository
        .write("other/file", "not the project's")
        .write("web/.gitignore", "ignored\n")
        .write("web/pipelines/local.yml", "application: web\n")
        .write("web/terraform/main.tf", "# one\n")
        .commit("one");
  }

  @AfterEach
  void close() {
    repository.close();
  }

  @Test
  void a_clean_tree_is_not_dirty() throws Exception {
    repository.write("web/ignored", "x").write("web/.immutable/state", "ours");

    assertThat(dirty()).isEmpty();
  }

  @Test
  void changed_staged_deleted_and_new_files_are_dirty() throws Exception {
    repository
        .write("other/file", "not looked at")
        .write("web/pipelines/local.yml", "changed")
        .write("web/new/file", "x")
        .write("web/staged", "x");
    repository.git.add().addFilepattern("web/staged").call();
    Files.delete(repository.folder.resolve("web/terraform/main.tf"));

    assertThat(dirty())
        .containsExactly("new/file", "pipelines/local.yml", "staged", "terraform/main.tf");
  }

  @Test
  void only_the_named_folders_are_looked_at() throws Exception {
    repository.write("web/pipelines/local.yml", "changed").write("web/terraform/main.tf", "# two");

    assertThat(dirty("terraform", "pipelines/production.yml")).containsExactly("terraform/main.tf");
  }

  @Test
  void a_dirty_tree_is_written_as_it_lies_there() throws Exception {
    repository
        .write("web/pipelines/local.yml", "changed")
        .write("web/new/file", "untracked")
        .write("web/ignored", "secret")
        .write("web/.immutable/terraform/state", "secret");
    Files.delete(repository.folder.resolve("web/terraform/main.tf"));
    Path out = scratch.resolve("out");

    Commit commit = export(out);

    assertThat(SourceExportTest.files(out))
        .containsExactly(".gitignore", "new/file", "pipelines/local.yml");
    assertThat(out.resolve("pipelines/local.yml")).hasContent("changed");
    assertThat(commit.version()).matches("[0-9a-f]{7}-dirty-[0-9a-f]{8}");
    assertThat(commit.id()).startsWith(commit.version().substring(0, 7));
  }

  @Test
  void its_name_changes_with_the_content_alone() throws Exception {
    repository.write("web/new", "x");
    String first = export(scratch.resolve("a")).version();
    String again = export(scratch.resolve("b")).version();
    repository.write("web/new", "y");
    String changed = export(scratch.resolve("c")).version();

    assertThat(again).isEqualTo(first);
    assertThat(changed).isNotEqualTo(first);
  }

  @Test
  void a_clean_tree_is_its_commit() throws Exception {
    assertThat(export(scratch.resolve("out")).version()).isEqualTo("HEAD");
  }

  private List<String> dirty(String... folders) throws SourceException {
    try (Source source = Source.open(repository.folder.resolve("web"))) {
      return source.dirtyPaths(List.of(folders));
    }
  }

  private Commit export(Path out) throws SourceException {
    try (Source source = Source.open(repository.folder.resolve("web"))) {
      return source.exportWorkingTree(List.of("pipelines"), out);
    }
  }
}
