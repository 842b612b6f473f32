package io.counterstream.contract.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.counterstream.contract.Expectation;
import java.io.IOException;
import java.util.OptionalLong;

/** The fields {@code expected}, an integer or one of two words, and {@code expectedVersion}. */
final class ExpectationWord {
  private static final String ANY = "any";
  private static final String ABSENT = "absent";

  private ExpectationWord() {}

  /** Returns the expectation that a word means; null if it is neither of the two. */
  static Expectation read(String word) {
    return switch (word) {
      case ANY -> Expectation.ANY;
      case ABSENT -> Expectation.ABSENT;
      default -> null;
    };
  }

  static void write(Expectation expected, OptionalLong expectedVersion, JsonGenerator json)
      throws IOException {
    json.writeFieldName("expected");
    if (expected instanceof Expectation.Exactly exactly) {
      json.writeNumber(exactly.value());
    } else {
      json.writeString(expected instanceof Expectation.Any ? ANY : ABSENT);
    }
    if (expectedVersion.isPresent()) {
      json.writeNumberField("expectedVersion", expectedVersion.getAsLong());
    }
  }
}
