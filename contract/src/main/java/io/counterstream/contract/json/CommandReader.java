package io.counterstream.contract.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterName;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome.Rejected;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Reads one command; used once. Collects the values and the first fault of each field and judges
 * them at the end, so the order of the fields does not change the result.
 */
final class CommandReader {
  private static final CommandField[] FIELDS = CommandField.values();
  private static final Set<CommandField> DELETED_WITHOUT =
      EnumSet.of(CommandField.DELTA, CommandField.MIN, CommandField.MAX);

  private final JsonParser json;

  private int seen;
  private int repeated;
  private String unknownField;
  private String[] faults; // by field; allocated with the first fault

  private String commandId;
  private String counter;
  private long delta;
  private Expectation expected;
  private OptionalLong expectedVersion = OptionalLong.empty();
  private OptionalLong min = OptionalLong.empty();
  private OptionalLong max = OptionalLong.empty();
  private boolean delete;

  /** Takes a parser whose current token is the object's opening brace. */
  CommandReader(JsonParser json) {
    this.json = json;
  }

  /** Reads up to the closing brace. */
  void readFields() throws IOException {
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      CommandField field = CommandField.named(name);
      if (field == null) {
        unknownField = unknownField == null ? name : unknownField;
      } else if (field.isIn(seen)) {
        repeated |= field.bit();
      } else {
        seen |= field.bit();
        read(field);
      }
      json.skipChildren();
    }
  }

  private void read(CommandField field) throws IOException {
    switch (field) {
      case COMMAND_ID -> commandId = readText(field, CounterCommand::checkedId);
      case COUNTER -> counter = readText(field, CounterName::checked);
      case DELTA -> delta = readInteger(field);
      case EXPECTED -> expected = readExpected();
      case EXPECTED_VERSION -> expectedVersion = readExpectedVersion();
      case MIN -> min = OptionalLong.of(readInteger(field));
      case MAX -> max = OptionalLong.of(readInteger(field));
      case DELETE -> delete = readBoolean(field);
      default -> throw new AssertionError(field);
    }
  }

  private String readText(CommandField field, UnaryOperator<String> check) throws IOException {
    if (!json.hasToken(JsonToken.VALUE_STRING)) {
      return wrong(field);
    }
    try {
      return check.apply(json.getText());
    } catch (IllegalArgumentException outOfRange) {
      return fault(field, outOfRange.getMessage());
    }
  }

  private Expectation readExpected() throws IOException {
    if (json.hasToken(JsonToken.VALUE_STRING)) {
      Expectation word = RepeatedFields.expectation(json.getText());
      if (word == null) {
        wrong(CommandField.EXPECTED);
      }
      return word;
    }
    return Expectation.exactly(readInteger(CommandField.EXPECTED));
  }

  private OptionalLong readExpectedVersion() throws IOException {
    long version = readInteger(CommandField.EXPECTED_VERSION);
    if (version < 0) {
      wrong(CommandField.EXPECTED_VERSION);
    }
    return OptionalLong.of(version);
  }

  /** Returns the integer; 0 after noting a fault. */
  private long readInteger(CommandField field) throws IOException {
    if (!json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
      wrong(field);
      return 0;
    }
    if (!Integers.fits(json)) {
      fault(field, field.mustBe(Found.excerpt(json.getText()) + " (outside signed 64 bits)"));
      return 0;
    }
    return json.getLongValue();
  }

  /** Returns the boolean; false after noting a fault. */
  private boolean readBoolean(CommandField field) throws IOException {
    if (!json.currentToken().isBoolean()) {
      wrong(field);
    }
    return json.hasToken(JsonToken.VALUE_TRUE);
  }

  private String wrong(CommandField field) throws IOException {
    return fault(field, field.mustBe(Found.value(json)));
  }

  /** Notes the fault; returns null, the value of a field with a fault. */
  private String fault(CommandField field, String message) {
    if (faults == null) {
      faults = new String[FIELDS.length];
    }
    faults[field.ordinal()] = message;
    return null;
  }

  /** Returns the result for a record with this key. */
  DecodedCommand judge(byte[] key) {
    String unreadable = faultOf(CommandField.COMMAND_ID);
    if (unreadable != null) {
      return new DecodedCommand.Unreadable(unreadable);
    }
    String fault = firstFault();
    if (fault != null) {
      return invalid(Rejected.INVALID, fault);
    }
    if (!Arrays.equals(key, CounterName.bytesOf(counter))) {
      return invalid(
          Rejected.WRONG_KEY,
          "the record's key must be the counter's name in UTF-8, expected '"
              + Found.excerpt(counter) + "', found " + Found.key(key));
    }
    return new DecodedCommand.Valid(new CounterCommand(
        commandId, counter, delta, expected, expectedVersion, new Bounds(min, max), delete));
  }

  /** Returns the result for a record with its counter's key, and this id if it has none. */
  DecodedCommand judgeUnsent(String id) {
    if (!CommandField.COMMAND_ID.isIn(seen)) {
      seen |= CommandField.COMMAND_ID.bit();
      commandId = CounterCommand.checkedId(id);
    }
    return judge(counter == null ? null : CounterName.bytesOf(counter));
  }

  private String firstFault() {
    if (unknownField != null) {
      return CommandField.unknown(unknownField);
    }
    for (CommandField field : FIELDS) {
      String fault = faultOf(field);
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  private String faultOf(CommandField field) {
    if (field.isIn(repeated)) {
      return field.mustStandOnce();
    }
    if (!field.isIn(seen)) {
      return isRequired(field) ? field.isRequired() : null;
    }
    if (deletes() && DELETED_WITHOUT.contains(field)) {
      return field.mustBeMissing();
    }
    String fault = faults == null ? null : faults[field.ordinal()];
    return fault == null ? combinationFaultOf(field) : fault;
  }

  private boolean deletes() {
    return delete && !CommandField.DELETE.isIn(repeated);
  }

  /** Whether a field may not be missing. Of a wrong {@code delete} it is unknown what it means. */
  private boolean isRequired(CommandField field) {
    return switch (field) {
      case DELTA -> !deletes() && faultOf(CommandField.DELETE) == null;
      case EXPECTED_VERSION, MIN, MAX, DELETE -> false;
      default -> true;
    };
  }

  /** The fault of a field that would be right beside other fields. */
  private String combinationFaultOf(CommandField field) {
    if (field == CommandField.EXPECTED && deletes() && expected instanceof Expectation.Absent) {
      return "expected must be an integer or \"any\" where delete is true, found \"absent\"";
    }
    if (field == CommandField.MAX && min.isPresent() && max.getAsLong() < min.getAsLong()) {
      return "max must be at least min, which is " + min.getAsLong() + ", found " + max.getAsLong();
    }
    return null;
  }

  private DecodedCommand invalid(String reason, String message) {
    boolean certain = !CommandField.COUNTER.isIn(repeated);
    return new DecodedCommand.Invalid(
        commandId, certain ? Optional.ofNullable(counter) : Optional.empty(), reason, message);
  }
}
