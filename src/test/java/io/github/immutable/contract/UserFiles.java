package io.github.immutable.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.pipeline.PipelineException;
import io.github.immutable.pipeline.PipelineLoader;
import io.github.immutable.tool.ProcessRunner;
import io.github.immutable.tool.SystemTime;
import io.github.immutable.tool.ToolException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A copy of this project's own reference files, in which a test spoils something. */
final class UserFiles {
  static final String TEMPLATE = "packer/container/web.pkr.hcl";
  static final String VARIABLES = "terraform/container/variables.tf";
  static final String MAIN = "terraform/container/main.tf";
  static final String PIPELINE = "pipelines/local.yml";

  private final Path project;
  private final Map<String, String> environment = new HashMap<>();

  private UserFiles(Path project) {
    this.project = project;
  }

  static UserFiles in(Path project) {
    for (String folder : List.of("packer", "ansible", "terraform", "pipelines")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path copy = project.resolve(file.toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new UserFiles(project);
  }

  UserFiles replaced(String file, String old, String with) {
    String text = read(file);
    assertThat(text).contains(old);
    return written(file, text.replace(old, with));
  }

  UserFiles appended(String file, String more) {
    return written(file, read(file) + more);
  }

  UserFiles written(String file, String text) {
    try {
      Path path = project.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  UserFiles removed(String file) {
    try {
      Files.delete(project.resolve(file));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  UserFiles environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  String read(String file) {
    try {
      return Files.readString(project.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The line, counted from 1, that this text first stands in. */
  int line(String file, String text) {
    List<String> lines = read(file).lines().toList();
    for (int line = 1; line <= lines.size(); line++) {
      if (lines.get(line - 1).contains(text)) {
        return line;
      }
    }
    throw new AssertionError("`" + text + "` is not in " + file);
  }

  Contract contract() {
    return contract(PIPELINE);
  }

  Contract contract(String file) {
    try {
      Pipeline pipeline = PipelineLoader.load(project.resolve(file));
      return new Contract(pipeline, project, project, environment);
    } catch (PipelineException e) {
      throw new AssertionError("the test's own pipeline is wrong", e);
    }
  }

  /** As a release does: only the pipeline's secrets set variables by environment. */
  Contract withSecrets() {
    try {
      return new Contract(PipelineLoader.load(project.resolve(PIPELINE)), project, project);
    } catch (PipelineException e) {
      throw new AssertionError("the test's own pipeline is wrong", e);
    }
  }

  List<Breach> breaches() {
    return contract().check();
  }

  Breach onlyBreach() {
    List<Breach> breaches = breaches();
    assertThat(breaches).hasSize(1);
    return breaches.getFirst();
  }

  /** With the real tools. */
  List<Breach> validated() throws ToolException, InterruptedException {
    return contract()
        .validate(
            new ProcessRunner(new SystemTime()), "terraform", project.resolve(".immutable/logs"));
  }
}
