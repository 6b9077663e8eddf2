package io.github.immutable.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceVersionsTest {
  @TempDir Path scratch;
  GitFolder repository;
  Map<String, RevCommit> commits;

  @BeforeEach
  void three_commits() throws Exception {
    repository = new GitFolder(Files.createDirectory(scratch.resolve("repository")));
    RevCommit one = repository.write("page", "1").commit("one");
    RevCommit two = repository.write("page", "2").commit("two\n\nwith a body");
    RevCommit three = repository.write("page", "3").commit("three");
    commits = Map.of("one", one, "two", two, "three", three);
    repository.tag("v1", one);
    repository.lightTag("v2", two);
    repository.ref("refs/heads/feature/login", two.name());
    repository.ref("refs/remotes/origin/only-there", one.name());
    repository.ref("refs/remotes/origin/main", one.name());
    repository.ref("refs/remotes/upstream/topic", two.name());
    repository.tag("twin", two);
    repository.ref("refs/heads/twin", two.name());
    repository.tag("torn", one);
    repository.ref("refs/heads/torn", three.name());
  }

  @AfterEach
  void close() {
    repository.close();
  }

  @ParameterizedTest
  @CsvSource({
    "v1, one",
    "v2, two",
    "main, three",
    "feature/login, two",
    "only-there, one",
    "origin/main, one",
    "upstream/topic, two",
    "twin, two",
    "refs/tags/torn, one",
    "refs/heads/torn, three",
    "HEAD, three",
  })
  void a_version_means_one_commit(String version, String expected) throws Exception {
    Commit commit = resolve(version);

    assertThat(commit.id()).isEqualTo(commit(expected).name());
    assertThat(commit.version()).isEqualTo(version);
    assertThat(commit.subject()).isEqualTo(expected);
    assertThat(commit.id()).startsWith(commit.shortId());
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 12, 40})
  void a_commit_may_be_abbreviated(int digits) throws Exception {
    String id = commit("two").name();

    assertThat(resolve(id.substring(0, digits)).id()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-x",
        "--help",
        "a..b",
        "HEAD~1",
        "v1^",
        "@",
        "@{1}",
        "main@{1}",
        "v1:page",
        ":/two",
        "/v1",
        "./v1",
        "../v1",
        "v1/",
        "two words",
        "v1\n",
        "a\\b",
        "v*",
        "[v]"
      })
  void what_is_no_name_is_refused(String version) {
    assertThat(refused(version)).isNotNull();
  }

  private RevCommit commit(String subject) {
    return Objects.requireNonNull(commits.get(subject));
  }

  @Test
  void a_tag_and_a_branch_on_two_commits_are_ambiguous() {
    SourceException refused = refused("torn");

    assertThat(refused)
        .hasMessageStartingWith("`torn` could be refs/tags/torn (")
        .hasMessageContaining(" and refs/heads/torn (");
    assertThat(refused.remedy()).isEqualTo("say which: refs/tags/torn or refs/heads/torn");
  }

  @Test
  void a_tag_that_looks_like_another_commit_is_ambiguous() throws Exception {
    String digits = commit("one").name().substring(0, 8);
    repository.tag(digits, commit("three"));

    assertThat(refused(digits).remedy())
        .isEqualTo("say which: refs/tags/" + digits + " or " + commit("one").name());
  }

  @Test
  void digits_of_two_commits_are_ambiguous() throws Exception {
    Map<String, String> seen = new java.util.HashMap<>();
    String shared = null;
    for (int i = 0; shared == null; i++) {
      String id = repository.write("page", "n" + i).commit("n" + i).name();
      shared = seen.put(id.substring(0, 4), id) == null ? null : id.substring(0, 4);
    }

    assertThat(refused(shared)).hasMessageStartingWith("`" + shared + "` could be " + shared);
  }

  @Test
  void an_unknown_version_names_the_nearest_tags() {
    SourceException refused = refused("v3");

    assertThat(refused).hasMessage("no tag, branch or commit `v3`");
    assertThat(refused.remedy()).startsWith("fetch it: git fetch --tags; nearest tags: v1, v2");
  }

  @Test
  void a_commit_that_is_not_here_is_unknown() {
    assertThat(refused("0123456789012345678901234567890123456789"))
        .hasMessageStartingWith("no tag, branch or commit");
  }

  @Test
  void a_tag_on_a_file_is_not_a_commit() throws Exception {
    try (ObjectInserter inserter = repository.git.getRepository().newObjectInserter()) {
      ObjectId blob = inserter.insert(Constants.OBJ_BLOB, new byte[] {1});
      inserter.flush();
      repository.ref("refs/tags/file", blob.name());
    }

    assertThat(refused("file")).hasMessageContaining("refs/tags/file) is not a commit");
  }

  @Test
  void a_shallow_clone_is_told_how_to_fetch_the_rest() throws Exception {
    Path clone = scratch.resolve("clone");
    Git.cloneRepository()
        .setURI(repository.folder.toUri().toString())
        .setDirectory(clone.toFile())
        .setDepth(1)
        .setNoTags()
        .setBranch("main")
        .call()
        .close();

    try (Source source = Source.open(clone)) {
      SourceException refused =
          catchThrowableOfType(SourceException.class, () -> source.resolve("v1"));
      assertThat(refused.remedy()).isEqualTo("fetch the rest: git fetch --unshallow --tags");
    }
  }

  @Test
  void a_folder_without_a_repository_is_refused() throws Exception {
    Path folder = Files.createDirectory(scratch.resolve("plain"));

    assertThat(catchThrowableOfType(SourceException.class, () -> Source.open(folder)))
        .hasMessageEndingWith("plain is not in a git repository");
  }

  @Test
  void a_repository_with_other_object_ids_is_refused() throws Exception {
    var config = repository.git.getRepository().getConfig();
    config.setString("extensions", null, "objectFormat", "sha256");
    config.save();

    assertThat(catchThrowableOfType(SourceException.class, () -> Source.open(repository.folder)))
        .hasMessageContaining("has sha256 object ids");
  }

  @Test
  void a_repository_without_a_commit_is_refused() throws Exception {
    Path folder = Files.createDirectory(scratch.resolve("new"));
    try (GitFolder fresh = new GitFolder(folder);
        Source source = Source.open(fresh.folder)) {
      for (String version : new String[] {"HEAD", "main", "v1"}) {
        assertThat(catchThrowableOfType(SourceException.class, () -> source.resolve(version)))
            .hasMessage("the git repository has no commit yet");
      }
    }
  }

  private Commit resolve(String version) throws SourceException {
    try (Source source = Source.open(repository.folder)) {
      return source.resolve(version);
    }
  }

  private SourceException refused(String version) {
    return catchThrowableOfType(SourceException.class, () -> resolve(version));
  }
}
