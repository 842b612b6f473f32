package io.counterstream.contract.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A published schema of the contract, whole and by field. */
public final class PublishedSchema {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final Schema whole;
  private final Map<String, Schema> fields = new LinkedHashMap<>();
  private final List<String> required = new ArrayList<>();

  /** Reads the schema of {@code command}, {@code applied}, {@code conflict} or {@code rejected}. */
  public PublishedSchema(String type) {
    JsonNode schema = read("/io/counterstream/contract/" + type + ".schema.json");
    whole = SCHEMAS.getSchema(schema);
    schema.get("properties").properties().forEach(property -> {
      ObjectNode field = property.getValue().deepCopy();
      field.set("$defs", schema.path("$defs"));
      fields.put(property.getKey(), SCHEMAS.getSchema(field));
    });
    schema.get("required").forEach(name -> required.add(name.textValue()));
  }

  private static JsonNode read(String resource) {
    try (InputStream bytes = PublishedSchema.class.getResourceAsStream(resource)) {
      return new ObjectMapper().readTree(bytes);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Returns the names of all fields, in the contract's order. */
  Iterable<String> names() {
    return fields.keySet();
  }

  boolean knows(String name) {
    return fields.containsKey(name);
  }

  boolean requires(String name) {
    return required.contains(name);
  }

  boolean allows(String name, JsonNode value) {
    return allows(fields.get(name), value);
  }

  /** Whether the whole schema allows a value. */
  public boolean allows(JsonNode object) {
    return allows(whole, object);
  }

  private static boolean allows(Schema schema, JsonNode value) {
    return schema
        .validate(value, run -> run.executionConfig(config -> config.failFast(true)))
        .isEmpty();
  }
}
