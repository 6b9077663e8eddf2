package io.github.immutable.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceExportTest {
  @TempDir Path scratch;
  GitFolder repository;
  Path out;

  @BeforeEach
  void project_in_a_folder_of_a_repository() throws Exception {
    out = scratch.resolve("out");
    repository = new GitFolder(Files.createDirectory(scratch.resolve("repository")));
    repository
        .write("other/file", "not the project's")
        .write("web-two/file", "a name that begins alike")
        .write("web/.gitignore", "ignored\n")
        .write("web/ansible/playbook.yml", "- hosts: all\n")
        .write("web/bin/run", "#!/bin/sh\n");
    Files.setPosixFilePermissions(
        repository.folder.resolve("web/bin/run"), PosixFilePermissions.fromString("rwxr-xr-x"));
    link("web/bin/again", "run");
    repository.commit("one");
  }

  @AfterEach
  void close() {
    repository.close();
  }

  @Test
  void a_commit_is_written_as_it_is_and_nothing_else() throws Exception {
    export("ansible");

    assertThat(files(out))
        .containsExactly(".gitignore", "ansible/playbook.yml", "bin/again", "bin/run");
    assertThat(out.resolve("bin/run")).isExecutable();
    assertThat(Files.readSymbolicLink(out.resolve("bin/again"))).isEqualTo(Path.of("run"));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(out.resolve("ansible/playbook.yml"))))
        .isEqualTo("rw-r--r--");
  }

  @Test
  void nothing_of_a_dirty_tree_leaks_into_a_commit() throws Exception {
    repository
        .write("web/ansible/playbook.yml", "changed")
        .write("web/ansible/new.yml", "untracked")
        .write("web/ignored", "ignored")
        .write("web/staged", "staged");
    repository.git.add().addFilepattern("web/staged").call();
    Files.delete(repository.folder.resolve("web/bin/run"));

    export("ansible");

    assertThat(files(out))
        .containsExactly(".gitignore", "ansible/playbook.yml", "bin/again", "bin/run");
    assertThat(out.resolve("ansible/playbook.yml")).hasContent("- hosts: all\n");
  }

  @Test
  void line_ends_follow_the_attributes_and_no_setting_of_the_machine() throws Exception {
    repository
        .write(".gitattributes", "*.bat text eol=crlf\n")
        .write("web/run.bat", "echo\n")
        .write("web/plain.txt", "line\n")
        .commit("two");
    var config = repository.git.getRepository().getConfig();
    config.setString("core", null, "autocrlf", "true");
    config.save();

    export("ansible");

    assertThat(Files.readString(out.resolve("run.bat"))).isEqualTo("echo\r\n");
    assertThat(Files.readString(out.resolve("plain.txt"))).isEqualTo("line\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "../../other", "..", "ansible/../../other", "ansible/.."})
  void a_link_that_leads_out_is_refused(String target) throws Exception {
    link("web/link", target);
    repository.commit("link");

    SourceException refused = refused("bin");
    if (target.equals("..")) {
      assertThat(refused).hasMessage("symbolic link `link` leads out of the project: ..");
    }
    assertThat(refused).hasMessageContaining("leads out of the project");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bin/run", "ansible", "no/such/file"})
  void a_link_that_stays_inside_is_kept(String target) throws Exception {
    link("web/link", target);
    link("web/bin/up", "../ansible");
    repository.commit("link");

    export("ansible");

    assertThat(Files.readSymbolicLink(out.resolve("link"))).isEqualTo(Path.of(target));
  }

  @Test
  void a_pointer_of_git_lfs_among_the_inputs_is_refused() throws Exception {
    repository
        .write(
            "web/big/model", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
        .commit("big");

    assertThat(refused("big")).hasMessageContaining("image input `big/model` is kept by git-lfs");
    export("ansible");
  }

  @Test
  void a_filtered_file_among_the_inputs_is_refused() throws Exception {
    repository
        .write("web/.gitattributes", "secret filter=git-crypt\n")
        .write("web/keys/secret", "x")
        .commit("secret");

    assertThat(refused("keys")).hasMessageContaining("is kept by the git filter git-crypt");
    export("ansible");
  }

  @Test
  void a_submodule_among_the_inputs_is_refused() throws Exception {
    index("web/module", FileMode.GITLINK, ObjectId.fromString("1".repeat(40)));

    assertThat(refused("module")).hasMessageContaining("image input `module` is a submodule");
    assertThat(refused(".")).hasMessageContaining("image input `module` is a submodule");
    export("ansible");
    assertThat(out.resolve("module")).isEmptyDirectory();
  }

  @Test
  void a_folder_that_is_not_empty_is_refused() throws Exception {
    Files.createDirectories(out);
    Files.writeString(out.resolve("left-over"), "");

    assertThat(refused("ansible")).hasMessageContaining("is not empty");
  }

  @Test
  void a_worktree_is_a_source_too() throws Exception {
    Path worktree = scratch.resolve("worktree");
    Process git =
        new ProcessBuilder("git", "worktree", "add", "-q", "--detach", worktree.toString())
            .directory(repository.folder.toFile())
            .inheritIO()
            .start();
    assertThat(git.waitFor()).isZero();

    try (Source source = Source.open(worktree.resolve("web"))) {
      source.export(source.resolve("main"), List.of("ansible"), out);
      assertThat(source.dirtyPaths(List.of())).isEmpty();
    }
    assertThat(out.resolve("ansible/playbook.yml")).exists();
  }

  private void export(String input) throws SourceException {
    try (Source source = Source.open(repository.folder.resolve("web"))) {
      source.export(source.resolve("HEAD"), List.of(input), out);
    }
  }

  private SourceException refused(String input) throws IOException {
    SourceException refused = catchThrowableOfType(SourceException.class, () -> export(input));
    if (!files(out).contains("left-over")) {
      out = scratch.resolve("out-" + System.nanoTime());
    }
    return refused;
  }

  private void link(String path, String target) throws IOException {
    Path link = repository.folder.resolve(path);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
  }

  private void index(String path, FileMode mode, ObjectId id) throws Exception {
    var index = repository.git.getRepository().lockDirCache();
    DirCacheBuilder builder = index.builder();
    builder.keep(0, index.getEntryCount());
    DirCacheEntry entry = new DirCacheEntry(path);
    entry.setFileMode(mode);
    entry.setObjectId(id);
    builder.add(entry);
    builder.commit();
    repository.git.commit().setMessage("entry").setSign(false).call();
  }

  static List<String> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !Files.isDirectory(file))
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
