package io.counterstream.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas are schemas, explain themselves, and refuse what they should. */
class SchemasTest {
  @ParameterizedTest
  @MethodSource("types")
  void schemaIsValidAgainstItsDialect(String type) throws IOException {
    var dialect = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    assertThat(dialect.validate(ContractFiles.schemaTree(type))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyExampleValidates(String type) throws IOException {
    JsonNode examples = ContractFiles.schemaTree(type).get("examples");
    assertThat(examples).isNotEmpty();
    for (JsonNode example : examples) {
      assertThat(ContractFiles.faults(ContractFiles.schema(type), example.toString()))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyFieldIsDescribed(String type) throws IOException {
    JsonNode fields = ContractFiles.schemaTree(type).get("properties");
    fields.properties().stream()
        .filter(field -> !field.getKey().equals("type"))
        .forEach(field ->
            assertThat(field.getValue().has("description")).as(field.getKey()).isTrue());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "command | {'commandId':'i','counter':'c','delta':1}",
        "command | {'commandId':'i','counter':'c','delta':1,'expected':'1'}",
        "command | {'commandId':'i','counter':'c','delta':1,'expected':1,'extra':1}",
        "command | {'commandId':'i','counter':'c','delta':9223372036854775808,'expected':1}",
        "command | {'commandId':'i','counter':'c','delta':1,'expected':-9223372036854775809}",
        "command | {'commandId':'i','counter':'c','delta':1,'expected':1,'expectedVersion':-1}",
        "command | {'commandId':'i','counter':'c','delta':1,'expected':1,'min':'0'}",
        "command | {'commandId':'i','counter':'c','delta':1,'expected':1,'max':1.5}",
        "command | {'commandId':'i','counter':'c','delta':1,'expected':1,'delete':'true'}",
        "command | {'commandId':'i','counter':'c','expected':1,'delete':false}",
        "command | {'commandId':'i','counter':'c','delta':0,'expected':1,'delete':true}",
        "command | {'commandId':'i','counter':'c','expected':1,'min':0,'delete':true}",
        "command | {'commandId':'i','counter':'c','expected':1,'max':0,'delete':true}",
        "command | {'commandId':'i','counter':'c','expected':'absent','delete':true}",
        "rejected | {'type':'rejected','commandId':'i','reason':'repeated','message':'m',"
            + "'of':'4Zk3n0XbQ7yVb2y0mX1K9g/2/1041','timestamp':'2026-11-21T09:00:00.000Z'}",
        "applied | {'type':'applied'}",
        "conflict | {'type':'applied'}",
        "rejected | {'type':'rejected','commandId':'i','reason':'r','message':'m',"
            + "'timestamp':'2026-11-21T09:00:00Z'}",
        "rejected | {'type':'rejected','commandId':'i','reason':'r','message':'m','value':1,"
            + "'timestamp':'2026-11-21T09:00:00.000Z'}",
      })
  void schemaRefuses(String type, String json) throws IOException {
    String quoted = json.replace('\'', '"');
    assertThat(ContractFiles.faults(ContractFiles.schema(type), quoted)).isNotEmpty();
  }

  static List<String> types() {
    return ContractFiles.TYPES;
  }
}
