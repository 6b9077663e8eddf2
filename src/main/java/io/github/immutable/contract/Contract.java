package io.github.immutable.contract;

import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.pipeline.RootWords;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the user's files must offer, read before anything runs. */
public final class Contract {
  private final Pipeline pipeline;
  private final Path checkout;
  private final Path project;
  private final Map<String, String> environment;

  /**
   * The contract of one release.
   *
   * @param checkout the version's clean checkout, with the Packer template and the image's inputs
   * @param project the folder whose Terraform root is used now
   */
  public Contract(Pipeline pipeline, Path checkout, Path project) {
    this(pipeline, checkout, project, handedOver(pipeline));
  }

  /** The variables that secrets set. What else the caller's environment sets reaches no tool. */
  private static Map<String, String> handedOver(Pipeline pipeline) {
    Map<String, String> variables = new HashMap<>();
    pipeline
        .secrets()
        .forEach((name, secret) -> secret.to().forEach(to -> variables.put(to.variable(name), "")));
    return variables;
  }

  Contract(Pipeline pipeline, Path checkout, Path project, Map<String, String> environment) {
    this.pipeline = pipeline;
    this.checkout = checkout.toAbsolutePath().normalize();
    this.project = project.toAbsolutePath().normalize();
    this.environment = environment;
  }

  /**
   * Reads the files, and starts nothing.
   *
   * @return in the order of file and line
   */
  public List<Breach> check() {
    PipelineFile file = PipelineFile.of(project, pipeline.file());
    List<Breach> breaches = new ArrayList<>();
    breaches.addAll(new PackerContract(pipeline.image(), checkout, file, environment).check());
    breaches.addAll(new TerraformContract(pipeline, project, file, environment).check());
    breaches.addAll(new TrafficContract(pipeline, project, file, environment).check());
    breaches.addAll(new OneDoor(pipeline, file).check());
    breaches.sort(Breach.BY_PLACE);
    return List.copyOf(breaches);
  }

  /**
   * What makes releases unsafe and stops none: what {@code init --adopt} lists of a repository, as
   * far as a pipeline file does not end it. Reads the files, and starts nothing.
   *
   * @return in the order of file and line, without what {@link #check} says of the same line
   */
  public List<Breach> hazards() {
    RootWords words = pipeline.rootWords();
    Configuration root =
        Configuration.read(Dialect.TERRAFORM, project, pipeline.servers().terraform());
    List<Breach> hazards = new ArrayList<>();
    hazards.addAll(
        new Hazards(
                project,
                Configuration.read(Dialect.PACKER, checkout, pipeline.image().template()),
                root,
                words.variable("image", "blue"),
                words.variable("servers", "blue"))
            .all());
    hazards.addAll(new SlotsApart(root, words).check());
    if (pipeline.traffic().terraform() != null) {
      hazards.addAll(
          Hazards.ofRoot(
              project,
              Configuration.read(Dialect.TRAFFIC, project, pipeline.traffic().terraform().root())));
    }
    Set<String> told =
        check().stream()
            .filter(breach -> breach.line() > 0)
            .map(Breach::place)
            .collect(Collectors.toSet());
    return hazards.stream()
        .filter(hazard -> !told.contains(hazard.place()))
        .sorted(Breach.BY_PLACE)
        .toList();
  }

  /**
   * What the files set their own sensitive variables to. It is in git, and must be masked all the
   * same; Packer 1.6.6 masks nothing in the stream that is read here.
   */
  public List<String> sensitive() {
    List<String> values = new ArrayList<>();
    values.addAll(
        Configuration.read(Dialect.PACKER, checkout, pipeline.image().template())
            .sensitiveValues());
    values.addAll(
        Configuration.read(Dialect.TERRAFORM, project, pipeline.servers().terraform())
            .sensitiveValues());
    if (pipeline.traffic().terraform() != null) {
      values.addAll(
          Configuration.read(Dialect.TRAFFIC, project, pipeline.traffic().terraform().root())
              .sensitiveValues());
    }
    return values;
  }

  /**
   * Asks Packer and Terraform whether they can read their files: they know all of HCL. They look at
   * the files only; nothing is downloaded, contacted or changed.
   *
   * @param terraform {@code terraform} or {@code tofu}
   * @param logs for the output of both
   * @return what they reject, in the order of file and line
   * @throws ToolException when one of them cannot be started or does not end
   */
  public List<Breach> validate(ToolRunner tools, String terraform, Path logs)
      throws ToolException, InterruptedException {
    List<Breach> breaches = new ArrayList<>();
    breaches.addAll(new PackerValidation(pipeline.image(), checkout, logs).run(tools));
    breaches.addAll(
        new TerraformValidation(terraform, project, pipeline.servers().terraform(), logs)
            .run(tools));
    if (pipeline.traffic().terraform() != null) {
      breaches.addAll(
          new TerraformValidation(
                  terraform,
                  project,
                  pipeline.traffic().terraform().root(),
                  logs.resolve("traffic"))
              .run(tools));
    }
    breaches.sort(Breach.BY_PLACE);
    return List.copyOf(breaches);
  }
}
