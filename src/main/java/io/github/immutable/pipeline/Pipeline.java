package io.github.immutable.pipeline;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an application reaches one environment: the contents of one {@code pipelines/NAME.yml}, whose
 * keys are these components. {@link PipelineLoader} makes it.
 *
 * @param name the file's name without {@code .yml}
 * @param file the file it was read from, absolute
 */
public record Pipeline(
    @JacksonInject("name") String name,
    @JacksonInject("file") Path file,
    @Describe(
            value =
                "The application's name, a part of its servers' names: 1 to 31 of `a-z`, `0-9` and"
                    + " hyphens, the first no hyphen. The same goes for the file's name.",
            example = "web")
        @Form(TextForm.NAME)
        String application,
    @JsonProperty("default")
        @Default("false")
        @Describe(
            "Whether a bare `immutable release v2` means this pipeline. One file at most says"
                + " `true`.")
        boolean isDefault,
    @Describe(
            "What the image is made of. Paths are relative to the clean checkout of the version's"
                + " commit.")
        Image image,
    @Describe("One Terraform root, with a state for each slot.") Servers servers,
    @Describe(
            "A server is healthy when every check that is given passes: one of `http`, `tcp` and"
                + " `command` at least.")
        Health health,
    @Describe("What decides which slot the requests go to.") Traffic traffic,
    @Default("{}") @Describe("The same checks under real traffic; servers that fail give it back.")
        Soak soak,
    @Default("{}") @Describe("What becomes of the replaced servers.") Retire retire,
    @Default("sqlite")
        @Describe(
            "Where releases, images and who holds a pipeline are recorded: `sqlite`, a file for one"
                + " machine, or `postgresql://USER@HOST:PORT/DATABASE` for a team, its password in"
                + " `PGPASSWORD` or `~/.pgpass`.")
        String ledger,
    @Default("{}")
        @Describe(
            value =
                "Names of secrets, and where each comes from. Their values are handed to tools by"
                    + " environment and taken out of everything that is shown or kept.",
            example = "{ db_password: { env: DB_PASSWORD } }")
        Map<String, Secret> secrets,
    @Default("[]")
        @Form(TextForm.ENVIRONMENT)
        @Describe(
            value =
                "Environment variables that tools are given besides those that [all"
                    + " are](secrets.md#what-tools-are-given-of-the-environment); `*` at the end"
                    + " stands for any rest.",
            example = "[\"AWS_*\"]")
        List<String> environment) {

  /** What the image is made of. */
  public record Image(
      @Default("[]")
          @Form(TextForm.EXECUTABLE)
          @Describe(
              value = "Commands that run in the clean checkout before Packer, in this order.",
              example = "[[\"mvn\", \"-B\", \"package\"]]")
          List<List<String>> prepare,
      @Default("[]")
          @Form(TextForm.EXECUTABLE)
          @Describe(
              value =
                  "A command, run in the clean checkout, that prints the base image's exact id on"
                      + " one line. The id counts in the fingerprint and is `${base.id}`.",
              example = "[\"packer/container/base-image\"]")
          List<String> base,
      @Default("[]")
          @Form(TextForm.PROJECT_PATH)
          @Describe(
              value = "Folders put in front of `PATH` for every tool of the build.",
              example = "[packer/container/bin]")
          List<String> path,
      @Form(TextForm.PROJECT_PATH)
          @Describe(value = "What `packer build` is given.", example = "packer/container")
          String template,
      @Form(TextForm.PROJECT_PATH)
          @Describe(
              value =
                  "The files and folders that the fingerprint covers; `image.template` is in one of"
                      + " them. While they stay the same, the image is not built again.",
              example = "[packer/container, ansible]")
          List<String> inputs,
      @Default("{}")
          @Form(TextForm.IMAGE_VARIABLE)
          @Describe(
              value =
                  "The template's variables. `image_id` is passed besides them, always. Values may"
                      + " hold [placeholders](#placeholders).",
              example = "{ base_image: \"${base.id}\" }")
          Map<String, String> variables) {}

  /**
   * What the servers are made by. Both paths are relative to the project's root and exist there.
   *
   * @param inventory null switches sweeping off
   * @param region null where the platform has none
   * @param workspace null is one named after the pipeline
   * @param variables strings, numbers ({@code Integer}, {@code Long}, {@code BigInteger}, {@code
   *     BigDecimal}), booleans, and lists and maps of them
   */
  public record Servers(
      @Form(TextForm.PROJECT_PATH)
          @Describe(value = "The folder of the root.", example = "terraform/container")
          String terraform,
      @Form(TextForm.PROJECT_PATH)
          @Describe(
              value =
                  "An executable that says what exists, whatever any state says. Without one"
                      + " nothing is swept.",
              example = "terraform/container/inventory")
          @Nullable String inventory,
      @Range(min = 1) @Describe(value = "Servers in a slot, from 1.", example = "2") int count,
      @Describe(
              value =
                  "The region of the servers, for a platform where each region has a copy of the"
                      + " image with an id of its own.",
              example = "eu-central-1")
          @Nullable String region,
      @Default("{}")
          @Form(TextForm.ROOT_WORD)
          @Describe(
              value =
                  "The root's own words for the variables that it is given: `project`, `pipeline`,"
                      + " `slot`, `release`, `image`, `servers`. `${slot}` stands for the slot;"
                      + " empty text for a variable that the root does not have.",
              example = "{ image: \"${slot}_ami\", slot: \"\" }")
          Map<String, String> names,
      @Default("{}")
          @Form(TextForm.ROOT_WORD)
          @Describe(
              value =
                  "The root's own words for its output `servers` and the fields of each: `name`,"
                      + " `address`, `port`, `image`. A `port` of digits is the port of all; servers"
                      + " without a name are numbered; the output may be a list of addresses.",
              example = "{ servers: \"${slot}_ips\", port: \"80\" }")
          Map<String, String> outputs,
      @Default("slot")
          @Describe(
              "Whether each slot has a state, `slot`, or one state holds both, `shared`: then"
                  + " `names.image`, `names.servers` and `outputs.servers` have `${slot}` in them.")
          State state,
      @Default("{}")
          @Describe(
              value =
                  "In a shared state, the addresses of the resources or modules of each slot; a plan"
                      + " that changes any other is refused.",
              example = "{ blue: [module.blue], green: [module.green] }")
          Map<String, List<String>> addresses,
      @Form(TextForm.WORKSPACE)
          @Describe(
              value =
                  "The Terraform workspace of a shared state; `APPLICATION-PIPELINE-shared` when left"
                      + " out.",
              example = "default")
          @Nullable String workspace,
      @Default("{}")
          @Form(TextForm.NO_PLACEHOLDER)
          @Describe(
              value =
                  "The root's own variables: text, numbers, true or false, and lists and maps of"
                      + " them. Not `project`, `pipeline`, `slot`, `release`, `image` and"
                      + " `servers`, which are always passed.",
              example = "{ first_port: 21000 }")
          Map<String, Object> variables) {

    /** How many states a root has, written in lower case. */
    public enum State {
      /** One for each slot. */
      SLOT,
      /** One for both. */
      SHARED
    }
  }

  /** What the Terraform root calls what it is given and what it returns. */
  public RootWords rootWords() {
    return new RootWords(
        servers.names(),
        servers.outputs(),
        servers.state() == Servers.State.SHARED,
        servers.addresses(),
        application + "-" + name);
  }

  /** How the candidate is watched under real traffic; for zero time it is not. */
  public record Soak(
      @JsonProperty("for")
          @Default("10s")
          @Describe("How long the new servers are watched under real traffic.")
          Duration duration,
      @Default("3")
          @Range(min = 1)
          @Describe("A server that fails that many checks in a row gives the traffic back; from 1.")
          int fails) {}

  /** What becomes of the replaced servers. */
  public record Retire(
      @Default("30s") @Describe("The longest wait for the last requests of the replaced servers.")
          Duration drain,
      @Default("0s")
          @Describe(
              "How long the replaced servers stand after that, for a rollback without new"
                  + " servers.")
          Duration standby) {}
}
