package io.counterstream.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.counterstream.contract.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The AsyncAPI document agrees with the code. */
class AsyncApiTest {
  private static JsonNode document;

  @BeforeAll
  static void read() throws IOException {
    document = new YAMLMapper().readTree(ContractFiles.published("asyncapi.yaml"));
  }

  @Test
  void channelsAreTheTopics() {
    assertThat(document.get("asyncapi").textValue()).isEqualTo("3.0.0");
    assertThat(document.get("channels").findValuesAsText("address"))
        .containsExactlyElementsOf(Topics.DEFAULT.all());
  }

  @Test
  void everyChannelHasOneOperationForItsMessage() throws IOException {
    List<String> operated = new ArrayList<>();
    for (JsonNode operation : document.get("operations")) {
      JsonNode channel = resolved(operation.get("channel"));
      String address = channel.get("address").textValue();
      operated.add(address);
      String action = address.equals(Topics.DEFAULT.commands()) ? "receive" : "send";
      assertThat(operation.get("action").textValue()).as(address).isEqualTo(action);
      JsonNode message = resolved(operation.get("messages").get(0));
      assertThat(message).isEqualTo(resolved(channel.get("messages").elements().next()));
    }
    assertThat(operated).containsExactlyElementsOf(Topics.DEFAULT.all());
  }

  @Test
  void everyReferenceResolves() throws IOException {
    List<JsonNode> references = document.findParents("$ref");
    assertThat(references).hasSizeGreaterThan(30);
    for (JsonNode reference : references) {
      assertThat(resolved(reference).isMissingNode()).as(reference.toString()).isFalse();
    }
  }

  @Test
  void everyMessageIsDescribedByItsSchema() throws IOException {
    for (String type : ContractFiles.TYPES) {
      JsonNode payload = document.at("/components/messages/" + type + "/payload/schema");
      assertThat(resolved(payload)).as(type).isEqualTo(ContractFiles.schemaTree(type));
    }
  }

  @Test
  void everyExampleValidates() throws IOException {
    int validated = 0;
    for (JsonNode message : document.at("/components/messages")) {
      JsonNode payload = message.at("/payload/schema");
      for (JsonNode example : message.get("examples")) {
        if (!payload.isMissingNode()) {
          assertThat(ContractFiles.faults(resolved(payload), example.get("payload")))
              .as(example.toString())
              .isEmpty();
        }
        if (example.has("headers")) {
          JsonNode headers = resolved(message.get("headers"));
          assertThat(ContractFiles.faults(headers, example.get("headers"))).isEmpty();
        }
        validated++;
      }
    }
    assertThat(validated)
        .isGreaterThanOrEqualTo(document.at("/components/messages").size());
  }

  private static JsonNode resolved(JsonNode node) throws IOException {
    if (!node.has("$ref")) {
      return node;
    }
    String reference = node.get("$ref").textValue();
    return reference.startsWith("#")
        ? resolved(document.at(reference.substring(1)))
        : ContractFiles.JSON.readTree(ContractFiles.published(reference.replaceFirst("^\\./", "")));
  }
}
