package io.github.immutable.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.attributes.Attributes;
import org.eclipse.jgit.attributes.AttributesNode;
import org.eclipse.jgit.attributes.AttributesNodeProvider;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;
import org.eclipse.jgit.treewalk.WorkingTreeOptions;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.util.io.EolStreamTypeUtil;

/** Writes the project's folder as a commit holds it, the same on every machine. */
final class CommitExport {
  private static final String LFS_POINTER = "version https://git-lfs.github.com/spec/";
  private static final int LFS_POINTER_BYTES = 1024;

  // Neither the user's nor this clone's settings may change what an image gets.
  private static final WorkingTreeOptions NO_SETTINGS = new Config().get(WorkingTreeOptions.KEY);

  private final Repository repository;
  private final String prefix;
  private final ExportFolder folder;

  CommitExport(Repository repository, String prefix, ExportFolder folder) {
    this.repository = repository;
    this.prefix = prefix;
    this.folder = folder;
  }

  void export(ObjectId commit) throws IOException, SourceException {
    try (RevWalk commits = new RevWalk(repository);
        TreeWalk walk = new TreeWalk(repository)) {
      walk.setOperationType(OperationType.CHECKOUT_OP);
      walk.setAttributesNodeProvider(new NoMachineAttributes());
      walk.addTree(commits.parseCommit(commit).getTree());
      if (!prefix.isEmpty()) {
        walk.setFilter(PathFilter.create(prefix));
      }
      while (walk.next()) {
        boolean above = !isInside(walk.getPathString());
        if (!above) {
          write(walk, walk.getPathString().substring(prefix.isEmpty() ? 0 : prefix.length() + 1));
        }
        if (walk.isSubtree()) {
          walk.enterSubtree();
        }
      }
    }
  }

  private boolean isInside(String path) {
    return prefix.isEmpty() || path.startsWith(prefix + "/");
  }

  private void write(TreeWalk walk, String path) throws IOException, SourceException {
    FileMode mode = walk.getFileMode(0);
    if (mode.equals(FileMode.TREE)) {
      folder.folder(path);
    } else if (mode.equals(FileMode.GITLINK)) {
      submodule(path);
    } else if (mode.equals(FileMode.SYMLINK)) {
      byte[] target = repository.open(walk.getObjectId(0)).getBytes();
      folder.symbolicLink(path, new String(target, StandardCharsets.UTF_8));
    } else {
      file(walk, path, mode.equals(FileMode.EXECUTABLE_FILE));
    }
  }

  private void submodule(String path) throws IOException, SourceException {
    if (folder.isInput(path)) {
      throw new SourceException(
          "image input `" + path + "` is a submodule, whose files the commit does not hold",
          "take it out of `inputs`, or commit the files themselves");
    }
    folder.folder(path);
  }

  private void file(TreeWalk walk, String path, boolean executable)
      throws IOException, SourceException {
    ObjectLoader content = repository.open(walk.getObjectId(0));
    Attributes attributes = walk.getAttributes();
    if (folder.isInput(path)) {
      refuseFiltered(path, attributes, content);
    }
    InputStream in =
        EolStreamTypeUtil.wrapInputStream(
            content.openStream(),
            EolStreamTypeUtil.detectStreamType(OperationType.CHECKOUT_OP, NO_SETTINGS, attributes));
    folder.file(path, executable, in);
  }

  private static void refuseFiltered(String path, Attributes attributes, ObjectLoader content)
      throws SourceException {
    boolean pointer =
        content.getSize() < LFS_POINTER_BYTES
            && new String(content.getCachedBytes(), StandardCharsets.UTF_8).startsWith(LFS_POINTER);
    String filter = attributes.getValue("filter");
    if (pointer || filter != null) {
      throw new SourceException(
          "image input `%s` is kept by %s: the commit holds something else in its place"
              .formatted(path, pointer ? "git-lfs" : "the git filter " + filter),
          "fetch it in a prepare command from an exact address, or commit the file itself");
    }
  }

  private static final class NoMachineAttributes implements AttributesNodeProvider {
    @Override
    public AttributesNode getInfoAttributesNode() {
      return new AttributesNode();
    }

    @Override
    public AttributesNode getGlobalAttributesNode() {
      return new AttributesNode();
    }
  }
}
