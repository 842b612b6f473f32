package io.counterstream.contract.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.ContractFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Outcome records have the command's headers, except those that describe its payload, and those of
 * a CloudEvent.
 */
class OutcomeHeadersTest {
  private static final Uuid TOPIC_ID = Uuid.fromString("4Zk3n0XbQ7yVb2y0mX1K9g");
  private static final CommandPosition POSITION =
      new CommandPosition("counter-commands", TOPIC_ID, 2, 1041);
  private static final Instant TIME = Instant.parse("2026-11-21T09:00:00Z");
  private static final Outcome APPLIED = new Outcome.Applied(
      new CounterCommand("i", "é c", 1, Expectation.ANY), 1, new CounterState(2, 2), TIME);
  private static final Outcome CONFLICT = new Outcome.Conflict(
      new CounterCommand("i", "é c", 1, Expectation.ANY), new CounterState(1, 2), TIME);
  private static final Outcome REJECTED =
      new Outcome.Rejected("i", Optional.of("é c"), "invalid", "m", TIME);
  private static final Outcome NAMELESS =
      new Outcome.Rejected("i", Optional.empty(), "invalid", "m", TIME);

  @ParameterizedTest
  @EnumSource
  void otherHeadersArePassedOnInOrderByteForByte(OutcomeHeaders which) {
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

    Headers headers = headers(which, command, APPLIED);

    assertThat(Arrays.copyOf(headers.toArray(), before.length)).containsExactly(before);
    assertThat(headers.headers("kafka_correlationId"))
        .singleElement()
        .satisfies(header -> assertThat(header.value()).containsExactly(correlationId));
    assertThat(headers.lastHeader("null").value()).isNull();
  }

  /** A reader would decode the outcome as the command, or find two values where one may be. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ce_specversion",
        "ce_type",
        "ce_source",
        "ce_id",
        "ce_time",
        "ce_subject",
        "ce_datacontenttype",
        "ce_dataschema",
        "ce_anyextension",
        "ce_",
        "CE_ID",
        "content-type",
        "Content-Type",
        "contentType",
        "content-encoding",
        "originalContentType",
        "Message-Type",
        "__TypeId__",
        "__ContentTypeId__",
        "__KeyTypeId__",
        "__Key_TypeId__",
        "__Key_ContentTypeId__",
        "__Key_KeyTypeId__",
        "spring.kafka.serialization.selector",
        "spring.kafka.key.serialization.selector",
        "springDeserializerExceptionValue",
        "springDeserializerExceptionKey",
        "__value_schema_id",
        "__key_schema_id",
        "apicurio.value.globalId",
        "apicurio.key.artifactId"
      })
  void headersThatDescribeTheCommandsPayloadAreNotPassedOn(String name) {
    Headers command = new RecordHeaders()
        .add("a", utf8("1"))
        .add(name, utf8("theirs"))
        .add("b", null)
        .add(name, null);
    for (OutcomeHeaders which : OutcomeHeaders.values()) {
      Headers own = headers(which, new RecordHeaders(), APPLIED);
      assertThat(headers(which, command, APPLIED))
          .as("%s %s", name, which)
          .containsExactlyElementsOf(expected(own));
    }
    assertThat(command).as("the command's own").hasSize(4);
  }

  private static List<Header> expected(Headers own) {
    List<Header> expected = new ArrayList<>();
    expected.add(new RecordHeader("a", utf8("1")));
    expected.add(new RecordHeader("b", (byte[]) null));
    own.forEach(expected::add);
    return expected;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "traceparent",
        "tracestate",
        "baggage",
        "b3",
        "X-B3-TraceId",
        "correlationId",
        "kafka_correlationId",
        "kafka_replyTopic",
        "kafka_replyPartition",
        "spring_json_header_types",
        "id",
        "ce-id",
        "ceremony",
        "__TypeId",
        "content",
        "x-content-type",
        "apicurio"
      })
  void headersOfTracesAndRequestsArePassedOn(String name) {
    Headers command = new RecordHeaders().add(name, utf8("theirs"));
    assertThat(cloudEvent(command, APPLIED).headers(name))
        .containsExactly(new RecordHeader(name, utf8("theirs")));
  }

  /** Names from a stranger; removing one after the other would take minutes. */
  @Test
  void manyHeadersTakeLinearTime() {
    Headers command = new RecordHeaders();
    for (int i = 0; i < 200_000; i++) {
      command.add("ce_" + i, null).add("other", null);
    }
    assertThat(OutcomeHeaders.passedOnBy(command)).hasSize(200_000);
  }

  @Test
  void withoutCloudEventsNothingIsAdded() {
    assertThat(headers(OutcomeHeaders.PASSED_ON, new RecordHeaders(), APPLIED)).isEmpty();
  }

  /** A service may copy an outcome's headers to a command that it sends. */
  @ParameterizedTest
  @EnumSource
  void anOutcomeIsNeverTakenForThatOfAnotherCommand(OutcomeHeaders which) {
    Headers forged = cloudEvent(new RecordHeaders(), APPLIED);
    Headers headers = new RecordHeaders(OutcomeHeaders.passedOnBy(forged));
    which.addTo(headers, new CommandPosition("counter-commands", TOPIC_ID, 0, 7), APPLIED);
    assertThat(OutcomeHeaders.positionOf(headers).map(CommandPosition::offset))
        .isEqualTo(which == OutcomeHeaders.PASSED_ON ? Optional.empty() : Optional.of(7L));
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

  /** What a reader of CloudEvents finds if the command was a CloudEvent, too. */
  @ParameterizedTest
  @MethodSource("outcomes")
  void theAttributesOfTheCommandAreReplaced(Outcome outcome) {
    Headers command = new RecordHeaders().add("traceparent", utf8("00-1-2-01"));
    for (String attribute : List.of("specversion", "type", "source", "id", "time", "subject")) {
      command.add("ce_" + attribute, utf8("theirs"));
    }
    command.add("content-type", utf8("application/avro"));

    Headers headers = cloudEvent(command, outcome);

    assertThat(headers).extracting(Header::key).doesNotHaveDuplicates();
    assertThat(headers)
        .extracting(header -> new String(header.value(), UTF_8))
        .doesNotContain("theirs", "application/avro")
        .contains("00-1-2-01");
  }

  @ParameterizedTest
  @CsvSource({
    "0000-01-01T00:00:00.000Z, true",
    "9999-12-31T23:59:59.999Z, true",
    "-0001-12-31T23:59:59.999Z, false",
    "+10000-01-01T00:00:00.000Z, false",
  })
  void aTimeWithoutAFormInRfc3339IsLeftOut(String time, boolean written) {
    Outcome outcome =
        new Outcome.Rejected("i", Optional.empty(), "invalid", "m", Instant.parse(time));
    assertThat(cloudEvent(new RecordHeaders(), outcome).headers("ce_time"))
        .containsExactlyElementsOf(
            written ? List.of(new RecordHeader("ce_time", utf8(time))) : List.of());
  }

  @Test
  void redeliveryHasTheSameHeaders() {
    assertThat(cloudEvent(new RecordHeaders(), APPLIED))
        .isEqualTo(cloudEvent(new RecordHeaders(), APPLIED));
  }

  private static Headers cloudEvent(Headers command, Outcome outcome) {
    return headers(OutcomeHeaders.WITH_CLOUD_EVENT, command, outcome);
  }

  private static Headers headers(OutcomeHeaders which, Headers command, Outcome outcome) {
    Headers headers = new RecordHeaders(OutcomeHeaders.passedOnBy(command));
    which.addTo(headers, POSITION, outcome);
    return headers;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
