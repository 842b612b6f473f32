package io.counterstream.contract.json;

import static io.counterstream.contract.json.Shorthand.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values of a command's fields: the rules, in the order in which they are checked. */
class StrictValuesTest {
  private static final String STRING = "a string of 1 to 255 bytes in UTF-8, found";
  private static final String OUTSIDE = " (outside signed 64 bits)";

  @ParameterizedTest(name = "because {0}: {1}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          a number is no name    | 7            | STRING 7 (a number)
          true is no name        | true         | STRING true (a boolean)
          null is no name        | null         | STRING null
          an array is no name    | ['c']        | STRING an array
          an object is no name   | {'c':'c'}    | STRING an object
          a name is not empty    | ''           | 1 to 255 bytes in UTF-8, found 0
          half a pair is no text | '\\ud83d'    | valid Unicode, found an unpaired surrogate
          a pair has an order    | '\\ude80\\ud83d' | valid Unicode, found an unpaired surrogate
          """)
  void wrongCountersAreInvalid(String because, String counter, String fault) {
    DecodedCommand.Invalid invalid = assertInvalid(
        "{ID, 'counter':" + counter + ", 'delta':1, 'expected':1}",
        "counter must be " + fault.replace("STRING", STRING));
    assertThat(invalid.counter()).isEmpty();
  }

  @ParameterizedTest(name = "{1} times {0}")
  @CsvSource({"c, 256, 256", "é, 128, 256", "€, 86, 258", "🚀, 64, 256"})
  void longCountersAreInvalid(String character, int times, int bytes) {
    String name = character.repeat(times);
    assertInvalid(
        "{ID, 'counter':'" + name + "', 'delta':1, 'expected':1}",
        "counter must be 1 to 255 bytes in UTF-8, found " + bytes);
  }

  @ParameterizedTest(name = "because {0}: {1}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          a fraction is no integer        | 1.0                  | 1.0 (not an integer)
          an exponent is no integer       | 1e3                  | 1e3 (not an integer)
          both are none                   | -1.5E-7              | -1.5E-7 (not an integer)
          a string is no integer          | '1'                  | "1" (a string)
          "any" is for expected           | 'any'                | "any" (a string)
          true is not 1                   | true                 | true (a boolean)
          null is not 0                   | null                 | null
          an array is no integer          | [1]                  | an array
          an object is no integer         | {'value':1}          | an object
          2^63 is one too large           | 9223372036854775808  | 9223372036854775808 OUTSIDE
          -2^63-1 is one too small        | -9223372036854775809 | -9223372036854775809 OUTSIDE
          2^64+1 is not 1                 | 18446744073709551617 | 18446744073709551617 OUTSIDE
          21 digits are too many          | 100000000000000000000 | 100000000000000000000 OUTSIDE
          """)
  void whatIsNoIntegerIsInvalid(String because, String value, String found) {
    String shown = found.replace(" OUTSIDE", OUTSIDE);
    String integer = "an integer from -9223372036854775808 to 9223372036854775807, found ";
    assertInvalid(
        "{ID, C, 'delta':" + value + ", 'expected':1}", "delta must be " + integer + shown);

    String version = "an integer from 0 to 9223372036854775807, found ";
    assertInvalid(
        "{ID, C, 'delta':1, 'expected':1, 'expectedVersion':" + value + "}",
        "expectedVersion must be " + version + shown);
  }

  @ParameterizedTest(name = "because {0}: {1}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          case counts                | 'ANY'                   | "ANY" (a string)
          there are two words        | 'none'                  | "none" (a string)
          a string is no integer     | '41'                    | "41" (a string)
          a word is not empty        | ''                      | "" (a string)
          false is not 0             | false                   | false (a boolean)
          null is not "absent"       | null                    | null
          an array is neither        | ['any']                 | an array
          an object is neither       | {'value':1}             | an object
          a fraction is no integer   | 0.0                     | 0.0 (not an integer)
          an exponent is no integer  | 0e0                     | 0e0 (not an integer)
          2^63 is one too large      | 9223372036854775808     | 9223372036854775808 OUTSIDE
          escapes stay escapes | '\\u001b[2J\\ud800\\u2028' | "\\u001b[2J\\ud800\\u2028" (a string)
          """)
  void whatIsNoExpectationIsInvalid(String because, String value, String found) {
    assertInvalid(
        "{ID, C, 'delta':1, 'expected':" + value + "}",
        "expected must be an integer, \"any\" or \"absent\", found "
            + found.replace(" OUTSIDE", OUTSIDE));
  }

  @Test
  void versionsStartAt0() {
    DecodedCommand.Invalid invalid = assertInvalid(
        "{ID, C, 'delta':1, 'expected':1, 'expectedVersion':-1}",
        "expectedVersion must be an integer from 0 to 9223372036854775807, found -1 (a number)");
    assertThat(invalid.counter()).contains("c");
  }

  @Test
  void longTextIsCutWithoutCuttingACharacter() {
    String text = "x".repeat(59) + "🚀".repeat(40);
    assertInvalid(
        "{ID, C, 'delta':1, 'expected':'" + text + "'}",
        "expected must be an integer, \"any\" or \"absent\", found \"" + "x".repeat(59)
            + "🚀… (139 characters)\" (a string)");
  }

  @Test
  void aNumberOfAMillionDigitsIsRefusedQuickly() {
    String digits = "7".repeat(1_000_000);
    Assertions.assertTimeout(
        Duration.ofSeconds(2),
        () -> assertInvalid(
            "{ID, C, 'delta':1, 'expected':" + digits + "}",
            "expected must be an integer, \"any\" or \"absent\", found " + "7".repeat(60)
                + "… (1000000 characters)" + OUTSIDE));
  }
}
