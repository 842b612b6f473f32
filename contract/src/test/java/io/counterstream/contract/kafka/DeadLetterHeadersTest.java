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
        .add("ce_id", "theirs".getBytes(UTF_8))
        .add("__TypeId__", "com.example.Increment".getBytes(UTF_8))
        .add("null", null);

    assertThat(added(record, new Unreadable("é"))).startsWith(record.toArray()).hasSize(4 + 6);
  }

  /** A reader of headers with one value each would otherwise find lists. */
  @Test
  void aRecordThatWasADeadLetterBeforeHasItsLastReasonAndPlaceOnly() {
    Headers first = added(new RecordHeaders().add("a", null), new Unreadable("first"));
    Headers second = new RecordHeaders(first);
    CommandPosition elsewhere = new CommandPosition("counter-commands", POSITION.topicId(), 0, 7);
    DeadLetterHeaders.addTo(second, elsewhere, new Unreadable("second"));

    assertThat(second).extracting(Header::key).doesNotHaveDuplicates().hasSize(1 + 6);
    assertThat(DeadLetterHeaders.positionOf(second)).contains(elsewhere);
    assertThat(DeadLetterHeaders.read(second).map(DeadLetter::message)).contains("second");
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
