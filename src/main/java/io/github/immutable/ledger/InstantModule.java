package io.github.immutable.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.Instant;

/** Instants as ISO-8601 text; a module of Jackson's own would bring a dozen other types along. */
public final class InstantModule extends SimpleModule {
  private static final long serialVersionUID = 1;

  public InstantModule() {
    addSerializer(
        new StdScalarSerializer<>(Instant.class) {
          private static final long serialVersionUID = 1;

          @Override
          public void serialize(Instant at, JsonGenerator json, SerializerProvider provider)
              throws IOException {
            json.writeString(at.toString());
          }
        });
    addDeserializer(
        Instant.class,
        new StdScalarDeserializer<>(Instant.class) {
          private static final long serialVersionUID = 1;

          @Override
          public Instant deserialize(JsonParser json, DeserializationContext context)
              throws IOException {
            return Instant.parse(json.getText());
          }
        });
  }
}
