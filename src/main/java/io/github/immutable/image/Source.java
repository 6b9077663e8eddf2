package io.github.immutable.image;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** The project's folder in its git repository. */
public final class Source implements AutoCloseable {
  private final Repository repository;
  private final String prefix;
  private final Versions versions;

  private Source(ProjectRepository project) {
    this.repository = project.repository();
    this.prefix = project.prefix();
    this.versions = new Versions(repository, repository.getWorkTree().toPath().resolve(prefix));
  }

  /**
   * Opens the repository that holds the folder: a clone, a worktree, or a folder inside one.
   *
   * @throws SourceException when there is no repository around the folder
   */
  public static Source open(Path projectRoot) throws SourceException {
    try {
      return new Source(ProjectRepository.around(projectRoot));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * The one commit that a tag, a branch, a commit or {@code HEAD} means.
   *
   * @throws SourceException when it means none or could mean two, or is an expression
   */
  public Commit resolve(String version) throws SourceException {
    try {
      return versions.resolve(version);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The commits that tags mean, the newest first; tags of something else are left out. */
  public List<Commit> tags() throws SourceException {
    try {
      return versions.tags();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * What lies between two commits; unknown where this clone does not have it.
   *
   * @param from 40 hexadecimal digits
   * @param to 40 hexadecimal digits
   */
  public CommitRange between(String from, String to) throws SourceException {
    try {
      return new CommitWalk(repository, prefix)
          .between(ObjectId.fromString(from), ObjectId.fromString(to));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * What differs from the last commit, as paths relative to the project: changed, staged, deleted
   * and untracked files, ignored ones left out.
   *
   * @param folders files or folders to look at, relative to the project; none means all of it
   */
  public List<String> dirtyPaths(List<String> folders) throws SourceException {
    try {
      return new WorkingTree(repository, prefix).dirtyPaths(folders);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Whether {@link #dirtyPaths} has any. */
  public boolean dirty(List<String> folders) throws SourceException {
    return !dirtyPaths(folders).isEmpty();
  }

  /**
   * Writes the project's folder as it is in the commit, and nothing else.
   *
   * @param inputs the image inputs: git-lfs pointers, submodules and filtered files are refused
   *     there, where an image would get something else than meant
   * @param emptyFolder is created when absent
   * @throws SourceException also for names and symbolic links that lead out of the folder
   */
  public void export(Commit commit, List<String> inputs, Path emptyFolder) throws SourceException {
    try {
      ExportFolder folder = ExportFolder.in(emptyFolder, inputs);
      new CommitExport(repository, prefix, folder).export(ObjectId.fromString(commit.id()));
    } catch (IOException e) {
      throw notExported(emptyFolder, e);
    } catch (InvalidPathException e) {
      throw unspeakable(e);
    }
  }

  /**
   * Writes the project's folder as it lies there: tracked files, and untracked ones that are not
   * ignored.
   *
   * @return named {@code SHORTID-dirty-HASH8} after the content written; plain HEAD when clean
   */
  public Commit exportWorkingTree(List<String> inputs, Path emptyFolder) throws SourceException {
    Commit head = resolve("HEAD");
    try {
      WorkingTree tree = new WorkingTree(repository, prefix);
      if (tree.dirtyPaths(List.of()).isEmpty()) {
        export(head, inputs, emptyFolder);
        return head;
      }
      tree.export(ExportFolder.in(emptyFolder, inputs));
      String name = head.shortId() + "-dirty-" + contentHash(emptyFolder);
      return new Commit(name, head.id(), name, head.subject(), head.time());
    } catch (IOException e) {
      throw notExported(emptyFolder, e);
    } catch (InvalidPathException e) {
      throw unspeakable(e);
    }
  }

  @Override
  public void close() {
    repository.close();
  }

  private static String contentHash(Path folder) {
    FingerprintDigest digest = new FingerprintDigest();
    digest.section("files", InputFiles.everyFile(folder), FingerprintDigest::file);
    return digest.hexadecimal().substring(0, 8);
  }

  private static SourceException unspeakable(InvalidPathException e) {
    return new SourceException(
        "the project has a file name that this locale cannot write: " + e.getInput(),
        "set LC_ALL=C.UTF-8 and start again",
        e);
  }

  private static SourceException notExported(Path folder, IOException e) {
    return new SourceException(
        "files cannot be read from the git repository, or not be written to "
            + folder
            + ": "
            + e.getMessage(),
        "see that there is space in that folder, and look at the repository with: git fsck",
        e);
  }

  private static SourceException unreadable(IOException e) {
    return new SourceException(
        "the git repository cannot be read: " + e.getMessage(), "look at it with: git fsck", e);
  }
}
