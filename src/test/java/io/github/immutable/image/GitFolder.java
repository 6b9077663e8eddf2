package io.github.immutable.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;

/** A real repository in a test's folder. */
final class GitFolder implements AutoCloseable {
  private static final PersonIdent SOMEONE = new PersonIdent("Some One", "some@one.example");

  final Path folder;
  final Git git;

  GitFolder(Path folder) throws GitAPIException {
    this.folder = folder;
    this.git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call();
  }

  GitFolder write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  RevCommit commit(String message) throws GitAPIException {
    git.add().addFilepattern(".").call();
    git.add().addFilepattern(".").setUpdate(true).call();
    return git.commit()
        .setMessage(message)
        .setAuthor(SOMEONE)
        .setCommitter(SOMEONE)
        .setSign(false)
        .call();
  }

  void tag(String name, RevObject at) throws GitAPIException {
    git.tag()
        .setName(name)
        .setObjectId(at)
        .setMessage(name)
        .setTagger(SOMEONE)
        .setSigned(false)
        .call();
  }

  void lightTag(String name, RevObject at) throws GitAPIException {
    git.tag().setName(name).setObjectId(at).setAnnotated(false).setSigned(false).call();
  }

  void ref(String name, String id) throws IOException {
    var update = git.getRepository().updateRef(name);
    update.setNewObjectId(org.eclipse.jgit.lib.ObjectId.fromString(id));
    update.forceUpdate();
  }

  @Override
  public void close() {
    git.close();
  }
}
