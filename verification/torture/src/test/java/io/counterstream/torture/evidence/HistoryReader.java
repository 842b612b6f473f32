package io.counterstream.torture.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.counterstream.audit.Audit;
import io.counterstream.audit.AuditReport;
import io.counterstream.audit.Deletion;
import io.counterstream.audit.Edit;
import io.counterstream.audit.OutcomeRecord;
import io.counterstream.audit.OutcomeTopic;
import io.counterstream.audit.RecordPosition;
import io.counterstream.audit.Removal;
import io.counterstream.audit.UnusablePeriod;
import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.DecodedCommand;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the lines of a history, as any checker would, and judges the operations by the audit. */
final class HistoryReader {
  private final Audit audit = new Audit();
  private final Map<String, CounterState> last = new HashMap<>();

  private HistoryReader() {}

  static AuditReport audit(List<String> lines) throws IOException {
    HistoryReader reader = new HistoryReader();
    for (String line : lines) {
      reader.operation(fields(line));
    }
    reader.last.forEach(reader.audit::item);
    return reader.audit.report();
  }

  private static Map<String, String> fields(String line) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(line)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (json.nextToken() != JsonToken.VALUE_NULL) {
          fields.put(name, json.getText());
        }
      }
    }
    return fields;
  }

  private void operation(Map<String, String> fields) {
    String counter = fields.get("counter");
    long call = number(fields, "call", Long.MIN_VALUE);
    long returned = number(fields, "return", Long.MAX_VALUE);
    switch (fields.get("op")) {
      case "command" -> command(fields, call, returned);
      case "edit" -> audit.edit(new Edit(counter, before(fields), state(fields), call, returned));
      case "unusable" ->
        audit.unusable(new UnusablePeriod(counter, before(fields), call, returned));
      default -> audit.deletion(new Deletion(counter, before(fields), position(fields), call));
    }
  }

  private void command(Map<String, String> fields, long call, long returned) {
    RecordPosition position = position(fields);
    Expectation expected = switch (fields.get("expected")) {
      case "any" -> Expectation.ANY;
      case "absent" -> Expectation.ABSENT;
      default -> Expectation.exactly(Long.parseLong(fields.get("expected")));
    };
    CounterCommand command = new CounterCommand(
        fields.get("commandId"),
        fields.get("counter"),
        Long.parseLong(fields.get("delta")),
        expected,
        optional(fields, "expectedVersion"),
        new Bounds(optional(fields, "min"), optional(fields, "max")),
        fields.containsKey("delete"));
    audit.command(position, new DecodedCommand.Valid(command));
    if (fields.get("outcome").equals("unknown")) {
      audit.removal(new Removal(
          position.log(), position.partition(), position.offset(), position.offset() + 1));
      return;
    }
    outcome(fields, position, command);
    if (call != Long.MIN_VALUE && returned != Long.MAX_VALUE) {
      audit.call(position, call, returned);
    }
  }

  private void outcome(
      Map<String, String> fields, RecordPosition position, CounterCommand command) {
    Outcome outcome = switch (fields.get("outcome")) {
      case "applied" -> applied(fields, command, state(fields));
      case "conflict" -> new Outcome.Conflict(command, state(fields), Instant.EPOCH);
      case "out-of-bounds" ->
        new Outcome.Conflict(command, Outcome.Conflict.BOUNDS, state(fields), Instant.EPOCH);
      default ->
        new Outcome.Rejected(
            command.commandId(),
            Optional.of(command.counter()),
            fields.get("outcome"),
            "",
            fields.containsKey("version") ? Optional.of(state(fields)) : Optional.empty(),
            Optional.empty(),
            Instant.EPOCH);
    };
    OutcomeTopic topic = switch (outcome.type()) {
      case APPLIED -> OutcomeTopic.APPLIED;
      case CONFLICT -> OutcomeTopic.CONFLICT;
      case REJECTED -> OutcomeTopic.REJECTED;
    };
    audit.outcome(new OutcomeRecord(
        topic, position.partition(), position.offset(), position, Optional.of(outcome)));
  }

  private Outcome applied(Map<String, String> fields, CounterCommand command, CounterState state) {
    last.put(command.counter(), state);
    long previous = number(fields, "previous", state.value() - command.delta());
    return new Outcome.Applied(command, previous, state, Instant.EPOCH);
  }

  private static OptionalLong optional(Map<String, String> fields, String name) {
    return fields.containsKey(name)
        ? OptionalLong.of(Long.parseLong(fields.get(name)))
        : OptionalLong.empty();
  }

  private static RecordPosition position(Map<String, String> fields) {
    return new RecordPosition(
        Integer.parseInt(fields.get("log")),
        Integer.parseInt(fields.get("partition")),
        Long.parseLong(fields.get("offset")));
  }

  private static CounterState state(Map<String, String> fields) {
    return new CounterState(
        Long.parseLong(fields.get("value")),
        Long.parseLong(fields.get("version")),
        fields.containsKey("deleted"));
  }

  private static CounterState before(Map<String, String> fields) {
    return new CounterState(
        Long.parseLong(fields.get("valueBefore")),
        Long.parseLong(fields.get("versionBefore")),
        fields.containsKey("deletedBefore"));
  }

  private static long number(Map<String, String> fields, String name, long unknown) {
    return fields.containsKey(name) ? Long.parseLong(fields.get(name)) : unknown;
  }
}
