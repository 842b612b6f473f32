package io.counterstream.contract.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import java.io.IOException;
import java.util.OptionalLong;

/** The fields of a command, from {@code expected} on, which its applied event or conflict has. */
final class RepeatedFields {
  private static final String ANY = "any";
  private static final String ABSENT = "absent";

  private RepeatedFields() {}

  /** Returns the expectation that a word means; null if it is neither of the two. */
  static Expectation expectation(String word) {
    return switch (word) {
      case ANY -> Expectation.ANY;
      case ABSENT -> Expectation.ABSENT;
      default -> null;
    };
  }

  static void write(CounterCommand command, JsonGenerator json) throws IOException {
    json.writeFieldName("expected");
    if (command.expected() instanceof Expectation.Exactly exactly) {
      json.writeNumber(exactly.value());
    } else {
      json.writeString(command.expected() instanceof Expectation.Any ? ANY : ABSENT);
    }
    write("expectedVersion", command.expectedVersion(), json);
    write("min", command.bounds().min(), json);
    write("max", command.bounds().max(), json);
    if (command.delete()) {
      json.writeBooleanField("delete", true);
    }
  }

  private static void write(String name, OptionalLong field, JsonGenerator json)
      throws IOException {
    if (field.isPresent()) {
      json.writeNumberField(name, field.getAsLong());
    }
  }
}
