package io.github.immutable.image;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;

/**
 * A repository, and where in it the project lies.
 *
 * @param prefix path of the project's folder; empty when it is the repository's own
 */
record ProjectRepository(Repository repository, String prefix) {
  static {
    // JGit would start git to find this file, and spend three seconds on measuring file times.
    FS.DETECTED.setGitSystemConfig(new File("/etc/gitconfig"));
    FS.FileStoreAttributes.setBackground(true);
  }

  static ProjectRepository around(Path projectRoot) throws IOException, SourceException {
    Path root = projectRoot.toRealPath();
    FileRepositoryBuilder builder = new FileRepositoryBuilder();
    builder.findGitDir(root.toFile());
    if (builder.getGitDir() == null) {
      throw new SourceException(
          root + " is not in a git repository",
          "run it in a clone, or make one: git init && git add . && git commit");
    }
    Repository repository = builder.setMustExist(true).build();
    try {
      refuseUnreadable(root, repository);
      Path workTree = repository.getWorkTree().toPath().toRealPath();
      return new ProjectRepository(repository, workTree.relativize(root).toString());
    } catch (IOException | SourceException e) {
      repository.close();
      throw e;
    }
  }

  private static void refuseUnreadable(Path root, Repository repository) throws SourceException {
    if (repository.isBare()) {
      throw new SourceException(
          root + " is a bare git repository, without files", "run it in a clone of it");
    }
    // JGit knows SHA-1 alone, and would find nothing instead of saying so.
    String format = repository.getConfig().getString("extensions", null, "objectFormat");
    if (format != null && !format.equalsIgnoreCase("sha1")) {
      throw new SourceException(
          "the git repository has " + format + " object ids, which cannot be read yet",
          "use a repository made with: git init --object-format=sha1");
    }
  }
}
