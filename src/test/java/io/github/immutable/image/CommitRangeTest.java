package io.github.immutable.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies between two commits of a real repository, which holds another project as well. */
class CommitRangeTest {
  @TempDir Path scratch;
  private GitFolder repository;
  private RevCommit one;
  private RevCommit two;
  private RevCommit aside;

  @BeforeEach
  void two_branches() throws Exception {
    repository = new GitFolder(Files.createDirectory(scratch.resolve("repository")));
    one = repository.write("shop/page", "1").commit("one");
    repository.write("another/page", "1").commit("of another project");
    two = repository.write("shop/page", "2").commit("two\n\nwith a body");
    repository.git.checkout().setName("branch").setCreateBranch(true).setStartPoint(one).call();
    aside = repository.write("shop/page", "aside").commit("aside");
  }

  @AfterEach
  void close() {
    repository.close();
  }

  @Test
  void forward_lists_what_comes_of_this_project_the_newest_first() throws Exception {
    CommitRange range = between(repository.folder.resolve("shop"), one, two);

    assertThat(range.direction()).isEqualTo(CommitRange.Direction.FORWARD);
    assertThat(range.added())
        .containsExactly(new CommitRange.Entry(two.abbreviate(7).name(), "two"));
    assertThat(range.left()).isEmpty();
  }

  @Test
  void a_project_that_is_the_whole_repository_has_all_of_them() throws Exception {
    assertThat(between(repository.folder, one, two).added())
        .extracting(CommitRange.Entry::subject)
        .containsExactly("two", "of another project");
  }

  @Test
  void back_lists_what_goes() throws Exception {
    CommitRange range = between(repository.folder.resolve("shop"), two, one);

    assertThat(range.direction()).isEqualTo(CommitRange.Direction.BACK);
    assertThat(range.added()).isEmpty();
    assertThat(range.left()).extracting(CommitRange.Entry::subject).containsExactly("two");
  }

  @Test
  void sideways_lists_both() throws Exception {
    CommitRange range = between(repository.folder.resolve("shop"), two, aside);

    assertThat(range.direction()).isEqualTo(CommitRange.Direction.SIDEWAYS);
    assertThat(range.added()).extracting(CommitRange.Entry::subject).containsExactly("aside");
    assertThat(range.left()).extracting(CommitRange.Entry::subject).containsExactly("two");
  }

  @Test
  void the_same_is_the_same() throws Exception {
    assertThat(between(repository.folder.resolve("shop"), one, one))
        .isEqualTo(new CommitRange(CommitRange.Direction.SAME, List.of(), List.of()));
  }

  @Test
  void a_commit_that_this_clone_lacks_makes_it_unknown() throws Exception {
    try (Source source = Source.open(repository.folder.resolve("shop"))) {
      assertThat(source.between("0".repeat(40), two.name()).direction())
          .isEqualTo(CommitRange.Direction.UNKNOWN);
    }
  }

  @Test
  void a_way_that_a_shallow_clone_has_cut_off_is_unknown_and_not_sideways() throws Exception {
    repository.ref("refs/heads/old", one.name());
    Path clone = scratch.resolve("clone");
    Git.cloneRepository()
        .setURI(repository.folder.toUri().toString())
        .setDirectory(clone.toFile())
        .setDepth(1)
        .setCloneAllBranches(true)
        .call()
        .close();

    try (Source source = Source.open(clone)) {
      assertThat(source.between(one.name(), two.name()).direction())
          .isEqualTo(CommitRange.Direction.UNKNOWN);
    }
  }

  private static CommitRange between(Path project, RevCommit from, RevCommit to) throws Exception {
    try (Source source = Source.open(project)) {
      return source.between(from.name(), to.name());
    }
  }
}
