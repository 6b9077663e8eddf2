package io.github.immutable.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;

/** What an editor says of a pipeline file: YAML 1.2, checked against the schema. */
final class Editor {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V7);
  private static final JsonSchema SCHEMA = SCHEMAS.getSchema(PipelineSchema.text());

  private Editor() {}

  static List<String> complaints(String yaml) {
    LoaderOptions limits = new LoaderOptions();
    DumperOptions unused = new DumperOptions();
    Object document =
        new Yaml(
                new SafeConstructor(limits),
                new Representer(unused),
                unused,
                limits,
                new CoreSchema())
            .load(yaml);
    return complaints(SCHEMA, JSON.valueToTree(document));
  }

  /** What the specification of JSON Schema itself says of the schema. */
  static List<String> complaintsAboutSchema() throws Exception {
    JsonSchema specification = SCHEMAS.getSchema(SchemaLocation.of(SchemaId.V7));
    return complaints(specification, JSON.readTree(PipelineSchema.text()));
  }

  private static List<String> complaints(JsonSchema schema, JsonNode document) {
    return schema.validate(document).stream().map(ValidationMessage::getMessage).toList();
  }
}
