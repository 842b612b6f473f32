package io.counterstream.contract.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterName;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome.Rejected;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * Reads one command; used once. Collects the values and the first fault of each field and judges
 * them at the end, so the order of the fields does not change the result.
 */
final class CommandReader {
  private static final CommandField[] FIELDS = CommandField.values();

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
      Expectation word = ExpectationWord.read(json.getText());
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
    return new DecodedCommand.Valid(
        new CounterCommand(commandId, counter, delta, expected, expectedVersion));
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
      return field == CommandField.EXPECTED_VERSION ? null : field.isRequired();
    }
    return faults == null ? null : faults[field.ordinal()];
  }

  private DecodedCommand invalid(String reason, String message) {
    boolean certain = !CommandField.COUNTER.isIn(repeated);
    return new DecodedCommand.Invalid(
        commandId, certain ? Optional.ofNullable(counter) : Optional.empty(), reason, message);
  }
}
