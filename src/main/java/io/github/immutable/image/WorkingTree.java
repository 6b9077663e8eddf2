package io.github.immutable.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.Status;
import org.eclipse.jgit.api.StatusCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.eclipse.jgit.treewalk.filter.PathFilter;

/** The project's folder as it lies there, committed or not. */
final class WorkingTree {
  // Ours, and full of secrets when Terraform's state is local; never leaves this folder.
  private static final String OURS = ".immutable";

  private final Repository repository;
  private final String prefix;

  WorkingTree(Repository repository, String prefix) {
    this.repository = repository;
    this.prefix = prefix;
  }

  List<String> dirtyPaths(List<String> folders) throws IOException {
    try (Git git = Git.wrap(repository)) {
      StatusCommand command = git.status();
      (folders.isEmpty() ? List.of("") : folders)
          .stream()
              .map(folder -> Path.of(prefix, folder).normalize().toString())
              .filter(path -> !path.isEmpty())
              .forEach(command::addPath);
      Status status = command.call();
      TreeSet<String> paths = new TreeSet<>(status.getUncommittedChanges());
      paths.addAll(status.getUntracked());
      return paths.stream().map(this::inProject).filter(path -> !isOurs(path)).toList();
    } catch (GitAPIException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  void export(ExportFolder folder) throws IOException, SourceException {
    try (TreeWalk walk = new TreeWalk(repository)) {
      int index = walk.addTree(new DirCacheIterator(repository.readDirCache()));
      FileTreeIterator files = new FileTreeIterator(repository);
      int file = walk.addTree(files);
      files.setDirCacheIterator(walk, index);
      if (!prefix.isEmpty()) {
        walk.setFilter(PathFilter.create(prefix));
      }
      walk.setRecursive(false);
      while (walk.next()) {
        WorkingTreeIterator present = walk.getTree(file, WorkingTreeIterator.class);
        boolean tracked = walk.getTree(index, DirCacheIterator.class) != null;
        if (present == null || (!tracked && present.isEntryIgnored())) {
          continue;
        }
        String path = walk.getPathString();
        if (walk.isSubtree()) {
          if (!isOurs(inProject(path))) {
            walk.enterSubtree();
          }
        } else if (prefix.isEmpty() || path.startsWith(prefix + "/")) {
          write(folder, inProject(path), present.getEntryFileMode());
        }
      }
    }
  }

  private void write(ExportFolder folder, String path, FileMode mode)
      throws IOException, SourceException {
    Path from = repository.getWorkTree().toPath().resolve(prefix).resolve(path);
    if (mode.equals(FileMode.GITLINK)) {
      if (folder.isInput(path)) {
        throw new SourceException(
            "image input `" + path + "` is a git repository of its own",
            "take it out of `inputs`, or put its files here");
      }
      return;
    }
    folder.foldersAbove(path);
    if (mode.equals(FileMode.SYMLINK)) {
      folder.symbolicLink(path, Files.readSymbolicLink(from).toString());
    } else {
      folder.file(path, mode.equals(FileMode.EXECUTABLE_FILE), Files.newInputStream(from));
    }
  }

  private String inProject(String path) {
    return prefix.isEmpty() || !path.startsWith(prefix + "/")
        ? path
        : path.substring(prefix.length() + 1);
  }

  private static boolean isOurs(String path) {
    return path.equals(OURS) || path.startsWith(OURS + "/");
  }
}
