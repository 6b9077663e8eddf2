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
 * keys are these components. {@link PipelineLoader} makes it; {@code docs/pipeline.md} explains
 * every key.
 *
 * @param name the file's name without {@code .yml}
 * @param file the file it was read from, absolute
 * @param isDefault whether it is the one meant when no pipeline is named
 * @param ledger {@code sqlite}, the only kind so far
 */
public record Pipeline(
    @JacksonInject("name") String name,
    @JacksonInject("file") Path file,
    String application,
    @JsonProperty("default") @Default("false") boolean isDefault,
    Image image,
    Servers servers,
    Health health,
    Traffic traffic,
    @Default("{}") Soak soak,
    @Default("{}") Retire retire,
    @Default("sqlite") String ledger) {

  /**
   * What the image is made of. All paths are relative to the clean checkout of the version.
   *
   * @param prepare commands run in the clean checkout before Packer, none by default
   * @param base a command, run in the clean checkout, that prints the base image's exact id on one
   *     line; empty when there is none
   * @param path folders put in front of {@code PATH} for every tool of the build
   * @param template what {@code packer build} is given
   * @param inputs the files and folders that the fingerprint covers, at least one
   * @param variables Packer's variables; values may hold {@link Placeholders#IMAGE_VARIABLES}
   */
  public record Image(
      @Default("[]") List<List<String>> prepare,
      @Default("[]") List<String> base,
      @Default("[]") List<String> path,
      String template,
      List<String> inputs,
      @Default("{}") Map<String, String> variables) {}

  /**
   * What the servers are made by. Both paths are relative to the project's root and exist there.
   *
   * @param terraform the folder of the Terraform root
   * @param inventory the executable that tells what exists; null switches sweeping off
   * @param count servers per slot
   * @param variables Terraform's variables beyond those that every root is given: strings, numbers
   *     ({@code Integer}, {@code Long}, {@code BigInteger}, {@code BigDecimal}), booleans, and
   *     lists and maps of them
   */
  public record Servers(
      String terraform,
      @Nullable String inventory,
      @Range(min = 1) int count,
      @Default("{}") Map<String, Object> variables) {}

  /**
   * How long the candidate is watched under real traffic.
   *
   * @param duration 10 s by default; zero watches nothing
   * @param fails a server failing that often in a row ends it, 3 by default
   */
  public record Soak(
      @JsonProperty("for") @Default("10s") Duration duration,
      @Default("3") @Range(min = 1) int fails) {}

  /**
   * What becomes of the replaced servers.
   *
   * @param drain the longest wait for their last requests, 30 s by default
   * @param standby how long they stand after that, 0 s by default: destroyed at once
   */
  public record Retire(@Default("30s") Duration drain, @Default("0s") Duration standby) {}
}
