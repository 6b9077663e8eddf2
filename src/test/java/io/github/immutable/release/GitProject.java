package io.github.immutable.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * A real repository: v1, v2, v3 each with an image of its own, and v2-docs, which changes nothing
 * that goes into the image.
 */
public final class GitProject {
  private static final PersonIdent SOMEONE = new PersonIdent("Some One", "some@one.example");

  private GitProject() {}

  public static void create(Path folder) {
    try (Git git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call()) {
      write(folder, "pipelines/local.yml", "application: web\n");
      write(folder, "terraform/main.tf", "variable \"slot\" {}\n");
      write(folder, "inventory", "");
      version(git, folder, "v1", "image/app", "one");
      version(git, folder, "v2", "image/app", "two");
      version(git, folder, "v2-docs", "README", "about two");
      version(git, folder, "v3", "image/app", "three");
    } catch (GitAPIException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void write(Path folder, String path, String text) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void version(Git git, Path folder, String name, String path, String text)
      throws GitAPIException, IOException {
    write(folder, path, text);
    git.add().addFilepattern(".").call();
    RevCommit commit =
        git.commit()
            .setMessage(name)
            .setAuthor(SOMEONE)
            .setCommitter(SOMEONE)
            .setSign(false)
            .call();
    git.tag().setName(name).setObjectId(commit).setAnnotated(false).setSigned(false).call();
  }
}
