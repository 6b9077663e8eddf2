package io.github.immutable.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What can be wrong with the files of a project. */
final class FileRows {
  private static final String PIPELINE = "pipelines/local.yml";
  private static final String TEMPLATE = "packer/container/web.pkr.hcl";
  private static final String ROOT = "terraform/container/main.tf";
  private static final int TEN_MEGABYTES = 10_000_000;

  private FileRows() {}

  static Stream<Row<NewProject>> all() {
    return Stream.of(
        row(BadInput.NO_PIPELINE, "a folder that is no project", "release", "v1")
            .where(project -> Shell.delete(project.folder().resolve("pipelines")))
            .exits(2, "no pipeline: expected pipelines/NAME.yml in …/shop", "immutable init"),
        row(BadInput.SEVERAL_PIPELINES_AND_NONE_DEFAULT, "two files alike", "release", "v1")
            .where(
                project -> {
                  project.checkout().edit(PIPELINE, "^default: true", "default: false");
                  Path file = project.folder().resolve(PIPELINE);
                  Files.copy(file, file.resolveSibling("staging.yml"));
                })
            .exits(
                2,
                "several pipelines and none is the default: local, staging…",
                "--pipeline local"),
        pipeline(BadInput.YAML_WITH_TABS, "a tab in front", "^  count: 2", "\tcount: 2")
            .exits(
                2,
                PIPELINE + ":28:1: expected spaces, found a tab; YAML is indented by spaces only",
                "correct pipelines/local.yml"),
        pipeline(BadInput.YAML_ANCHORS_GONE_WRONG, "undefined alias", "count: 2", "count: *two")
            .exits(
                2,
                PIPELINE
                    + ":28:10: expected the value itself, found *two; anchors, aliases and merge keys (&, *, <<) are not read here",
                "correct pipelines/local.yml"),
        pipeline(BadInput.YAML_ANCHORS_GONE_WRONG, "a loop", "count: 2", "count: &two [*two]")
            .exits(2, PIPELINE + ":28:10: …found &two…", "correct pipelines/local.yml"),
        pipeline(BadInput.YAML_WRONG_TYPES, "a number in words", "count: 2", "count: two")
            .exits(
                2,
                PIPELINE + ":28:10: expected a whole number from 1, found \"two\"",
                "correct pipelines/local.yml"),
        pipeline(BadInput.YAML_UNKNOWN_KEYS, "a slip of the pen", "count: 2", "cuont: 2")
            .exits(
                2,
                PIPELINE + ":28:3: unknown key \"cuont\"; did you mean \"count\"?",
                "correct pipelines/local.yml"),
        row(BadInput.YAML_OF_10_MB, "a log copied over it", "release", "v1")
            .where(project -> project.write(PIPELINE, "- a line\n".repeat(TEN_MEGABYTES / 9)))
            .exits(
                2,
                PIPELINE
                    + ":1:1: expected at most 1 MiB, found more; a pipeline file is some 100 lines",
                "correct"),
        row(BadInput.PACKER_HCL_THAT_DOES_NOT_PARSE, "a brace too few", "release", "v2")
            .where(
                project ->
                    project
                        .checkout()
                        .edit(
                            TEMPLATE, "^source \"docker\" \"web\" \\{", "source \"docker\" \"web\"")
                        .version("v2", "Broken"))
            .exits(
                2,
                TEMPLATE
                    + ":29: Packer rejects it: Invalid block definition: A block definition must"
                    + " have block content delimited by \"{\" and \"}\", starting on the same line"
                    + " as the block header.",
                "packer validate -syntax-only packer/container"),
        row(BadInput.PACKER_HCL_THAT_DOES_NOT_PARSE, "cut off", "release", "v2")
            .where(
                project -> {
                  cutOff(project.folder().resolve(TEMPLATE));
                  project.checkout().version("v2", "Broken");
                })
            .exits(
                2,
                TEMPLATE + ":… Packer rejects it: …",
                "packer validate -syntax-only packer/container"),
        row(BadInput.TERRAFORM_HCL_THAT_DOES_NOT_PARSE, "a brace too few", "release", "v1")
            .where(
                project -> project.checkout().edit(ROOT, "^locals \\{", "locals").commit("Broken"))
            .exits(
                2,
                "the files that a release goes by have … mistakes",
                "correct them, then run the same command again")
            .adding(ROOT + ":4: Terraform rejects it: Argument or block definition required"),
        row(BadInput.TERRAFORM_HCL_THAT_DOES_NOT_PARSE, "cut off", "release", "v1")
            .where(
                project -> {
                  cutOff(project.folder().resolve(ROOT));
                  project.checkout().commit("Broken");
                })
            .exits(
                2,
                ROOT + ":… Terraform rejects it: …",
                "terraform -chdir=terraform/container validate"),
        row(BadInput.TEMPLATE_WITHOUT_MANIFEST, "written to another file", "release", "v2")
            .where(
                project ->
                    project
                        .checkout()
                        .edit(TEMPLATE, "output = var.manifest", "output = \"manifest.json\"")
                        .version("v2", "No manifest where it is asked for"))
            .exits(
                2,
                TEMPLATE
                    + ":75: Packer's manifest is not written to the file that ${build.manifest} names,"
                    + " where the id of what was built is looked for",
                "write it there"));
  }

  private static Row<NewProject> row(BadInput item, String input, String... typed) {
    return Row.row(item, input, typed);
  }

  private static Row<NewProject> pipeline(
      BadInput item, String input, String expression, String replacement) {
    return row(item, input, "release", "v1")
        .where(project -> project.checkout().edit(PIPELINE, expression, replacement));
  }

  /** As an editor that died leaves it. */
  private static void cutOff(Path file) throws IOException {
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() * 2 / 3));
  }
}
