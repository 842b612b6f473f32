package io.counterstream.contract.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.contract.json.ContractFiles;
import io.counterstream.contract.json.DecodedCommand.Unreadable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Dead letters have their record's headers and those of Kafka Streams' dead letters. */
class DeadLetterHeadersTest {
  private static final CommandPosition POSITION =
      new CommandPosition("counter-commands", Uuid.randomUuid(), 2, 1041);

  @Test
  void recordsOwnHeadersComeFirst() {
    byte[] raw = {0, -1, (byte) 0xc0};
    Headers record = new RecordHeaders()
        .add("kafka_correlationId", raw)
        .add("null", null)
        .add("__streams.errors.topic", "elsewhere".getBytes(UTF_8));

    Headers headers = added(record, new Unreadable("é"));

    assertThat(headers).startsWith(record.toArray()).hasSize(3 + 6);
    assertThat(headers.lastHeader("__streams.errors.topic").value())
        .isEqualTo("counter-commands".getBytes(UTF_8));
  }

  @Test
  void stackTraceOfTheRecordIsRemoved() {
    Headers record = new RecordHeaders()
        .add("__streams.errors.stacktrace", "at Evil.main".getBytes(UTF_8))
        .add("a", null);

    Headers headers = added(record, new Unreadable("é"));

    assertThat(headers.headers("__streams.errors.stacktrace")).isEmpty();
    assertThat(headers).startsWith(record.lastHeader("a")).hasSize(1 + 6);
  }

  @Test
  void reasonAndPlaceAreText() {
    Unreadable unreadable = (Unreadable) CommandCodec.decode(null, null);
    assertThat(added(new RecordHeaders(), unreadable))
        .extracting(header -> header.key() + ": " + new String(header.value(), UTF_8))
        .containsExactly(
            "__streams.errors.exception: io.counterstream.contract.json.DecodedCommand$Unreadable",
            "__streams.errors.message: "
                + "expected one JSON object with a commandId, found a null value",
            "__streams.errors.topic: counter-commands",
            "__streams.errors.partition: 2",
            "__streams.errors.offset: 1041",
            "counterstream_topic_id: " + POSITION.topicId());
  }

  @Test
  void thePositionIsReadBackAndNotGuessed() {
    Headers forged = new RecordHeaders().add("counterstream_topic_id", "x".getBytes(UTF_8));
    assertThat(DeadLetterHeaders.positionOf(added(forged, new Unreadable("é")))).contains(POSITION);
    assertThat(DeadLetterHeaders.positionOf(
            added(new RecordHeaders(), new Unreadable("é")).remove("counterstream_topic_id")))
        .isEmpty();
    assertThat(DeadLetterHeaders.positionOf(forged)).isEmpty();
  }

  @Test
  void theDocumentRequiresTheSameHeaders() throws IOException {
    JsonNode required = new YAMLMapper()
        .readTree(ContractFiles.published("asyncapi.yaml"))
        .at("/components/schemas/deadLetterHeaders/required");
    List<String> names = new ArrayList<>();
    for (Header header : added(new RecordHeaders(), new Unreadable("x"))) {
      names.add(header.key());
    }
    assertThat(required).extracting(JsonNode::textValue).containsExactlyElementsOf(names);
  }

  private static Headers added(Headers record, Unreadable unreadable) {
    Headers headers = new RecordHeaders(record);
    DeadLetterHeaders.addTo(headers, POSITION, unreadable);
    return headers;
  }

  @Test
  void positionIsNotNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CommandPosition("t", Uuid.ZERO_UUID, 0, -1))
        .withMessage("partition and offset of a record in t must be 0 or more, were 0 and -1");
  }
}
