package io.counterstream.contract.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The contract's published files and its golden messages. */
public final class ContractFiles {
  /** Reads JSON trees. */
  public static final ObjectMapper JSON = new ObjectMapper();

  /** The first part of the file names of golden messages and schemas. */
  public static final List<String> TYPES = List.of("command", "applied", "conflict", "rejected");

  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private ContractFiles() {}

  /** The file beside the schemas, as it is published. */
  public static byte[] published(String file) throws IOException {
    String resource = "/io/counterstream/contract/" + file;
    try (InputStream bytes = ContractFiles.class.getResourceAsStream(resource)) {
      if (bytes == null) {
        throw new IOException("no published file " + resource);
      }
      return bytes.readAllBytes();
    }
  }

  /** The schema of a type. */
  public static Schema schema(String type) throws IOException {
    return SCHEMAS.getSchema(schemaTree(type));
  }

  /** The schema of a type as a tree. */
  public static JsonNode schemaTree(String type) throws IOException {
    return JSON.readTree(published(type + ".schema.json"));
  }

  /** The faults of a value by a schema that is part of another document. */
  public static List<String> faults(JsonNode schema, JsonNode value) {
    return SCHEMAS.getSchema(schema).validate(value).stream()
        .map(Object::toString)
        .toList();
  }

  /** Whether the schema allows the JSON text. */
  public static List<String> faults(Schema schema, String json) {
    return schema.validate(json, InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }

  /** All golden messages of the type, of all versions of the contract. */
  public static List<Path> golden(String type) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "resources", "golden"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(type + "-"))
          .sorted()
          .toList();
    }
  }
}
