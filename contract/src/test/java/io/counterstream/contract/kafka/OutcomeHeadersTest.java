package io.counterstream.contract.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.ContractFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Outcome records have the command's headers, unchanged, and those of a CloudEvent. */
class OutcomeHeadersTest {
  private static final Uuid TOPIC_ID = Uuid.fromString("4Zk3n0XbQ7yVb2y0mX1K9g");
  private static final CommandPosition POSITION =
      new CommandPosition("counter-commands", TOPIC_ID, 2, 1041);
  private static final Instant TIME = Instant.parse("2026-11-21T09:00:00Z");
  private static final Outcome APPLIED =
      new Outcome.Applied("i", "é c", 1, Expectation.ANY, OptionalLong.empty(), 1, 2, 2, TIME);
  private static final Outcome CONFLICT =
      new Outcome.Conflict("i", "é c", 1, Expectation.ANY, OptionalLong.empty(), 1, 2, TIME);
  private static final Outcome REJECTED =
      new Outcome.Rejected("i", Optional.of("é c"), "invalid", "m", Optional.empty(), TIME);
  private static final Outcome NAMELESS =
      new Outcome.Rejected("i", Optional.empty(), "invalid", "m", Optional.empty(), TIME);

  @ParameterizedTest
  @EnumSource
  void everyHeaderIsCopiedInOrderByteForByte(OutcomeHeaders which) {
    byte[] correlationId = {0, -1, -2, (byte) 0xc0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 127};
    Headers command = new RecordHeaders()
        .add("kafka_correlationId", correlationId)
        .add("traceparent", utf8("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
        .add("repeated", utf8("1"))
        .add("empty", new byte[0])
        .add("null", null)
        .add("repeated", utf8("2"))
        .add("", utf8("no name"));
    Header[] before = command.toArray();

    Headers headers = new RecordHeaders(command);
    which.addTo(headers, POSITION, APPLIED);

    assertThat(Arrays.copyOf(headers.toArray(), before.length)).containsExactly(before);
    assertThat(headers.headers("kafka_correlationId"))
        .singleElement()
        .satisfies(header -> assertThat(header.value()).containsExactly(correlationId));
    assertThat(headers.lastHeader("null").value()).isNull();
  }

  @Test
  void copiedAddsNothing() {
    Headers headers = new RecordHeaders();
    OutcomeHeaders.COPIED.addTo(headers, POSITION, APPLIED);
    assertThat(headers).isEmpty();
  }

  /** A service may copy an outcome's headers to a command that it sends. */
  @Test
  void copiedNamesNoPosition() {
    Headers forged = new RecordHeaders()
        .add("ce_source", utf8("/counterstream/counter-commands"))
        .add("ce_id", utf8("4Zk3n0XbQ7yVb2y0mX1K9g/2/99999"));
    OutcomeHeaders.COPIED.addTo(forged, POSITION, APPLIED);
    assertThat(OutcomeHeaders.positionOf(forged)).isEmpty();
    assertThat(forged).hasSize(1);
  }

  @Test
  void copiedKeepsAnEventIdOfAnotherSource() {
    Headers theirs = new RecordHeaders().add("ce_source", utf8("/theirs")).add("ce_id", utf8("1"));
    OutcomeHeaders.COPIED.addTo(theirs, POSITION, APPLIED);
    assertThat(theirs).hasSize(2);
  }

  @Test
  void cloudEventHasAllAttributes() {
    Headers headers = cloudEvent(new RecordHeaders(), APPLIED);
    assertThat(headers)
        .extracting(header -> header.key() + ": " + new String(header.value(), UTF_8))
        .containsExactly(
            "ce_specversion: 1.0",
            "ce_type: counterstream.applied",
            "ce_source: /counterstream/counter-commands",
            "ce_id: 4Zk3n0XbQ7yVb2y0mX1K9g/2/1041",
            "ce_time: 2026-11-21T09:00:00.000Z",
            "ce_subject: é c",
            "content-type: application/json");
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void cloudEventIsAsTheDocumentDescribesIt(Outcome outcome) throws IOException {
    JsonNode described = new YAMLMapper()
        .readTree(ContractFiles.published("asyncapi.yaml"))
        .at("/components/schemas/outcomeHeaders");
    ObjectNode headers = ContractFiles.JSON.createObjectNode();
    for (Header header : cloudEvent(new RecordHeaders(), outcome)) {
      assertThat(described.get("properties").has(header.key())).as(header.key()).isTrue();
      headers.put(header.key(), new String(header.value(), UTF_8));
    }
    assertThat(ContractFiles.faults(described, headers)).isEmpty();
    assertThat(headers.get("ce_type").textValue())
        .isEqualTo("counterstream." + outcome.type().word());
  }

  static List<Outcome> outcomes() {
    return List.of(APPLIED, CONFLICT, REJECTED, NAMELESS);
  }

  @Test
  void unknownCounterIsNoSubject() {
    assertThat(cloudEvent(new RecordHeaders(), NAMELESS).lastHeader("ce_subject"))
        .isNull();
    assertThat(
            cloudEvent(new RecordHeaders(), REJECTED).lastHeader("ce_subject").value())
        .isEqualTo(utf8("é c"));
  }

  @Test
  void headersOfTheOutcomeFollowThoseOfTheCommand() {
    Headers command =
        new RecordHeaders().add("ce_id", utf8("theirs")).add("content-type", utf8("text/json"));

    Headers headers = cloudEvent(command, CONFLICT);

    assertThat(headers.headers("ce_id")).hasSize(2);
    assertThat(headers.toArray()[0].value()).isEqualTo(utf8("theirs"));
    assertThat(headers.lastHeader("ce_id").value())
        .isEqualTo(utf8("4Zk3n0XbQ7yVb2y0mX1K9g/2/1041"));
    assertThat(headers.lastHeader("content-type").value()).isEqualTo(utf8("application/json"));
  }

  @Test
  void commandsOwnSubjectIsNeverTakenForTheCounter() {
    Headers command = new RecordHeaders().add("a", null).add("ce_subject", utf8("theirs"));

    assertThat(cloudEvent(command, NAMELESS).headers("ce_subject")).isEmpty();
    assertThat(cloudEvent(command, NAMELESS).headers("a")).hasSize(1);
    assertThat(cloudEvent(command, APPLIED).headers("ce_subject")).hasSize(2);
    assertThat(cloudEvent(command, APPLIED).lastHeader("ce_subject").value())
        .isEqualTo(utf8("é c"));
  }

  @Test
  void redeliveryHasTheSameHeaders() {
    assertThat(cloudEvent(new RecordHeaders(), APPLIED))
        .isEqualTo(cloudEvent(new RecordHeaders(), APPLIED));
  }

  private static Headers cloudEvent(Headers command, Outcome outcome) {
    Headers headers = new RecordHeaders(command);
    OutcomeHeaders.WITH_CLOUD_EVENT.addTo(headers, POSITION, outcome);
    return headers;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
