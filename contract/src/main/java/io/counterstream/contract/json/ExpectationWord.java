package io.counterstream.contract.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.counterstream.contract.Expectation;
import java.io.IOException;

/** The {@code expected} field: an integer, or a word for an expectation that names no value. */
final class ExpectationWord {
  private static final String ANY = "any";
  private static final String ABSENT = "absent";

  private ExpectationWord() {}

  /** The expectation that {@code word} stands for, null if it is no such word. */
  static Expectation read(String word) {
    return switch (word) {
      case ANY -> Expectation.ANY;
      case ABSENT -> Expectation.ABSENT;
      default -> null;
    };
  }

  static void write(Expectation expected, JsonGenerator json) throws IOException {
    json.writeFieldName("expected");
    if (expected instanceof Expectation.Exactly exactly) {
      json.writeNumber(exactly.value());
    } else {
      json.writeString(expected instanceof Expectation.Any ? ANY : ABSENT);
    }
  }
}
