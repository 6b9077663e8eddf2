package io.github.immutable.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees that git itself never writes. */
class ForgedTreeTest {
  @TempDir Path scratch;

  @ParameterizedTest
  @ValueSource(strings = {"..", ".git", ".GIT", "a/../../evil", "/evil", "."})
  void a_name_that_could_leave_the_folder_is_refused(String name) throws Exception {
    SourceException refused =
        export(
            (inserter, tree) ->
                tree.append(
                    name, FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, text("x"))));

    assertThat(refused).isNotNull();
    assertThat(scratch.resolve("evil")).doesNotExist();
  }

  @Test
  void nothing_is_written_through_a_link_of_the_same_name_as_a_folder() throws Exception {
    SourceException refused =
        export(
            (inserter, tree) -> {
              TreeFormatter folder = new TreeFormatter();
              folder.append(
                  "evil", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, text("x")));
              tree.append("a", FileMode.SYMLINK, inserter.insert(Constants.OBJ_BLOB, text("b")));
              tree.append("a", FileMode.TREE, inserter.insert(folder));
            });

    assertThat(refused).isNotNull();
    assertThat(scratch.resolve("out/b")).doesNotExist();
  }

  private interface Forgery {
    void on(ObjectInserter inserter, TreeFormatter tree) throws Exception;
  }

  private SourceException export(Forgery forgery) throws Exception {
    try (GitFolder repository =
            new GitFolder(Files.createDirectory(scratch.resolve("repository")));
        ObjectInserter inserter = repository.git.getRepository().newObjectInserter()) {
      TreeFormatter tree = new TreeFormatter();
      forgery.on(inserter, tree);
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(inserter.insert(tree));
      commit.setAuthor(new PersonIdent("Mallory", "mallory@one.example"));
      commit.setCommitter(commit.getAuthor());
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      Commit forged = new Commit("v1", id.name(), id.name(), "", Instant.EPOCH);
      try (Source source = Source.open(repository.folder)) {
        return catchThrowableOfType(
            SourceException.class, () -> source.export(forged, List.of(), scratch.resolve("out")));
      }
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
