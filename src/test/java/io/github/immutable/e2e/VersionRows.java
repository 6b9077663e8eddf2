package io.github.immutable.e2e;

import java.util.stream.Stream;

/** What can be wrong with a version, and with the repository that it is looked for in. */
final class VersionRows {
  private static final String POINTER =
      """
      version https://git-lfs.github.com/spec/v1
      oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
      size 12345
      """;

  private VersionRows() {}

  static Stream<Row<NewProject>> all() {
    return Stream.of(
        row(BadInput.UNKNOWN_VERSION, "a tag that nobody made", "release", "v7")
            .exits(2, "no tag, branch or commit `v7`", "git fetch --tags; nearest tags: v1"),
        row(BadInput.UNKNOWN_VERSION, "one that was never released", "rollback", "v7")
            .exits(2, "nothing is live in local, so there is nothing to roll back", "release"),
        row(BadInput.EMPTY_VERSION, "an unset variable of a script", "release", "")
            .exits(2, "a version is missing: a tag, a branch or a commit", "release --help"),
        row(BadInput.EMPTY_VERSION, "a blank", "release", " ")
            .exits(2, "no version was given", "name a tag, a branch or a commit"),
        row(BadInput.AMBIGUOUS_VERSION, "a tag and a branch of one name", "release", "next")
            .where(VersionRows::tagAndBranch)
            .exits(
                2,
                "`next` could be refs/tags/next (…, \"Two\") and refs/heads/next (…, \"The first"
                    + " version\")",
                "say which: refs/tags/next or refs/heads/next"),
        row(BadInput.OPTION_LIKE_VERSION, "a dash in front", "release", "-v1")
            .exits(
                2,
                "Unknown option: '-1' (while processing option: '-v1')",
                "immutable release --help"),
        row(
                BadInput.OPTION_LIKE_VERSION,
                "a dash, and said to be no option",
                "release",
                "--",
                "-v1")
            .exits(2, "`-v1` is not a version: none begins with a dash", "nearest tags: v1"),
        row(BadInput.PATH_IN_PLACE_OF_A_VERSION, "this folder", "release", ".")
            .exits(2, "`.` is not a version but a file or folder", "--working-tree"),
        row(BadInput.PATH_IN_PLACE_OF_A_VERSION, "a folder", "release", "packer/container")
            .exits(2, "`packer/container` is not a version but a file or folder", "--working-tree"),
        row(BadInput.SHALLOW_CLONE_WITHOUT_TAGS, "a clone as CI makes it", "release", "v1")
            .where(VersionRows::shallowClone)
            .exits(
                2,
                "no tag, branch or commit `v1` in this clone, which is a shallow one",
                "git fetch --unshallow --tags"),
        row(BadInput.SUBMODULE_IN_THE_INPUTS, "roles kept elsewhere", "release", "v2")
            .where(VersionRows::submodule)
            .exits(
                2,
                "image input `ansible/roles/shared` is a submodule, whose files the commit does"
                    + " not hold",
                "commit the files themselves"),
        row(BadInput.LFS_POINTER_IN_THE_INPUTS, "a picture kept by git-lfs", "release", "v2")
            .where(
                project ->
                    project
                        .write("ansible/files/site/logo.png", POINTER)
                        .checkout()
                        .version("v2", "A logo"))
            .exits(
                2,
                "image input `ansible/files/site/logo.png` is kept by git-lfs: the commit holds"
                    + " something else in its place",
                "commit the file itself"),
        row(BadInput.NOT_A_GIT_REPOSITORY, "the folder that init made", "release", "v1")
            .where(project -> Shell.delete(project.folder().resolve(".git")))
            .exits(2, "…/shop is not in a git repository", "git init && git add . && git commit"),
        row(BadInput.NO_COMMIT_YET, "git init and no more", "release", "v1")
            .where(
                project -> {
                  Shell.delete(project.folder().resolve(".git"));
                  project.checkout().initialize();
                })
            .exits(2, "the git repository has no commit yet", "git add . && git commit"));
  }

  private static Row<NewProject> row(BadInput item, String input, String... typed) {
    return Row.row(item, input, typed);
  }

  private static void tagAndBranch(NewProject project) throws Exception {
    Shell.run(project.folder(), "git", "branch", "next");
    project.write("README.md", "Two\n").checkout().version("next", "Two");
  }

  private static void shallowClone(NewProject project) {
    Shell.run(
        project.scratch(),
        "git",
        "clone",
        "--quiet",
        "--depth",
        "1",
        "--no-tags",
        project.folder().toUri().toString(),
        "clone");
    project.movesTo(project.scratch().resolve("clone"));
  }

  private static void submodule(NewProject project) {
    Shell.run(
        project.folder(),
        "git",
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        project.folder().toUri().toString(),
        "ansible/roles/shared");
    project.checkout().version("v2", "Roles of others");
  }
}
