package io.github.immutable.pipeline;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads a pipeline file. */
public final class PipelineLoader {
  private static final String SUFFIX = ".yml";

  private PipelineLoader() {}

  /**
   * The pipeline in a project's {@code pipelines/NAME.yml}.
   *
   * @throws PipelineException with every mistake that the file has
   */
  public static Pipeline load(Path file) throws PipelineException {
    Path absolute = file.toAbsolutePath().normalize();
    Path project = project(absolute);
    Findings findings = new Findings(project.relativize(absolute).toString());
    String name = name(absolute);
    Node root = YamlTree.of(YamlText.read(absolute, findings), findings);
    if (root == null) {
      String empty = "expected a pipeline, found an empty file";
      throw findings.only(empty);
    }
    String application = scalar(root, "application");
    Binder binder = new Binder(findings, application == null ? "" : application);
    JsonNode bound = binder.section(Pipeline.class, root, "");
    if (bound == null) {
      throw findings.failure();
    }
    Rules.check(new Values(bound, findings), name, project);
    findings.throwIfAny();
    return pipeline(bound, name, absolute, project);
  }

  /** Whether a file says {@code default: true}; one that cannot be read does not. */
  static boolean isDefault(Path file) {
    return Boolean.parseBoolean(scalar(file, "default").orElse(""));
  }

  /** The single value of a key at the top of a file, which may have any mistake otherwise. */
  static Optional<String> scalar(Path file, String name) {
    Findings unread = new Findings(file.toString());
    try {
      Node root = YamlTree.of(YamlText.read(file, unread), unread);
      return Optional.ofNullable(root == null ? null : scalar(root, name));
    } catch (PipelineException unusable) {
      return Optional.empty();
    }
  }

  static String name(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  private static Path project(Path file) {
    Path folder = file.getParent();
    Path project = folder == null ? null : folder.getParent();
    return project == null ? file.resolve("..").normalize() : project;
  }

  private static @Nullable String scalar(Node root, String name) {
    if (root instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key
            && key.getValue().equals(name)
            && entry.getValueNode() instanceof ScalarNode value) {
          return value.getValue();
        }
      }
    }
    return null;
  }

  private static Pipeline pipeline(JsonNode bound, String name, Path file, Path project) {
    SimpleModule types = new SimpleModule();
    types.addDeserializer(Duration.class, new DurationReader());
    types.addDeserializer(Path.class, new PathReader(project));
    JsonMapper mapper =
        JsonMapper.builder()
            .addModule(types)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .injectableValues(
                new InjectableValues.Std().addValue("name", name).addValue("file", file))
            .build();
    try {
      return mapper.treeToValue(bound, Pipeline.class);
    } catch (JsonProcessingException unforeseen) {
      throw new IllegalStateException("what was checked cannot be bound", unforeseen);
    }
  }

  private static final class DurationReader extends StdScalarDeserializer<Duration> {
    DurationReader() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      return DurationText.parse(json.getText()).orElseThrow();
    }
  }

  private static final class PathReader extends StdScalarDeserializer<Path> {
    private final transient Path project;

    PathReader(Path project) {
      super(Path.class);
      this.project = project;
    }

    @Override
    public Path deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return project.resolve(json.getText()).normalize();
    }
  }
}
