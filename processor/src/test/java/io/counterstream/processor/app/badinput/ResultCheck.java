package io.counterstream.processor.app.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.counterstream.contract.badinput.OracleDecoding;
import io.counterstream.contract.badinput.PublishedSchema;
import io.counterstream.contract.badinput.StrictJson;
import io.counterstream.contract.badinput.Unicode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The differences between a record's result and the result that the contract gives it. */
final class ResultCheck {
  private static final int MESSAGE_LENGTH_MAX = 1000;
  private static final Map<String, PublishedSchema> SCHEMAS = Map.of(
      "applied", new PublishedSchema("applied"),
      "conflict", new PublishedSchema("conflict"),
      "rejected", new PublishedSchema("rejected"));

  private final ConsumerRecord<byte[], byte[]> record;
  private final ConsumerRecord<byte[], byte[]> result;
  private final Optional<String> named;
  private final List<String> faults = new ArrayList<>();

  /** Takes the text that a message about the record's only fault contains, if there is one. */
  ResultCheck(
      ConsumerRecord<byte[], byte[]> record,
      ConsumerRecord<byte[], byte[]> result,
      Optional<String> named) {
    this.record = record;
    this.result = result;
    this.named = named;
    check("key", Arrays.equals(record.key(), result.key()));
    check("partition", record.partition() == result.partition());
    check("timestamp", record.timestamp() == result.timestamp());
  }

  /** Checks the outcome of a command that the model has decided. */
  List<String> decided(OracleDecoding.Valid command, ExpectedOutcome expected, String id) {
    JsonNode outcome = outcome(expected.type(), id, Optional.of(command.counter()));
    boolean rejected = expected.type().equals("rejected");
    check("commandId", is(outcome, "commandId", command.commandId()));
    check("counter", is(outcome, "counter", command.counter()));
    check("value", outcome.path("value").longValue() == expected.value());
    check("version", outcome.path("version").longValue() == expected.version());
    boolean deletes = command.fields().path("delete").asBoolean();
    long delta = deletes ? -expected.previous().orElse(0L) : command.delta();
    check("delta", rejected || outcome.path("delta").longValue() == delta);
    check("delete", rejected || outcome.path("delete").asBoolean() == deletes);
    check("expected", rejected || outcome.path("expected").equals(command.expected()));
    for (String bound : List.of("min", "max")) {
      check(
          bound, rejected || Objects.equals(outcome.get(bound), command.fields().get(bound)));
    }
    check("reason", !rejected || is(outcome, "reason", "overflow"));
    expected
        .previous()
        .ifPresent(value -> check("previous", outcome.path("previous").longValue() == value));
    return faults;
  }

  /** Checks the rejection of a command with a fault. */
  List<String> rejected(OracleDecoding.Invalid command, String id) {
    JsonNode outcome = outcome("rejected", id, command.counter());
    check("commandId", is(outcome, "commandId", command.commandId()));
    check(
        "counter",
        command
            .counter()
            .equals(Optional.ofNullable(outcome.get("counter")).map(JsonNode::textValue)));
    check("reason", is(outcome, "reason", command.reason()));
    check("value", !outcome.has("value") && !outcome.has("version"));
    checkMessage(outcome.path("message").asText(), command.named());
    return faults;
  }

  /** Checks the dead letter of a record in which no command id can be read. */
  List<String> unreadable(OracleDecoding.Unreadable decoding, String topicId) {
    check("value", Arrays.equals(record.value(), result.value()));
    Header found = result.headers().lastHeader("__streams.errors.message");
    String message = found == null ? "" : Unicode.decoded(found.value()).orElse("");
    checkMessage(message, decoding.named());
    check(
        "headers",
        ExpectedHeaders.ofDeadLetter(record, topicId, message)
            .equals(Arrays.asList(result.headers().toArray())));
    return faults;
  }

  private JsonNode outcome(String type, String id, Optional<String> counter) {
    check(
        "headers",
        ExpectedHeaders.ofOutcome(record, type, id, counter)
            .equals(Arrays.asList(result.headers().toArray())));
    JsonNode outcome =
        Unicode.decoded(result.value()).flatMap(StrictJson::tree).orElse(MissingNode.getInstance());
    check("schema", SCHEMAS.get(type).allows(outcome));
    check("type", is(outcome, "type", type));
    check(
        "time",
        Instant.parse(outcome.path("timestamp").asText()).toEpochMilli() == record.timestamp());
    return outcome;
  }

  private void checkMessage(String message, String first) {
    boolean harmless = message.chars().noneMatch(Character::isISOControl);
    check("message of " + message.length(), message.length() < MESSAGE_LENGTH_MAX && harmless);
    check("message does not name '" + first + "' but: " + message, message.contains(first));
    named.ifPresent(what ->
        check("message does not name '" + what + "' but: " + message, message.contains(what)));
  }

  private static boolean is(JsonNode outcome, String field, String text) {
    return text.equals(outcome.path(field).textValue());
  }

  private void check(String what, boolean fits) {
    if (!fits) {
      faults.add("wrong " + what);
    }
  }
}
