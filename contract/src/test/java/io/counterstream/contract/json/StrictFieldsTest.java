package io.counterstream.contract.json;

import static io.counterstream.contract.json.Shorthand.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.IncrementCommand;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fields of a command: the rules, in the order in which they are checked. */
class StrictFieldsTest {
  @ParameterizedTest(name = "because {0}: {1}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          case counts         | {ID, C, 'Delta':1, 'expected':1}   | 'Delta' | 'delta'
          letters get lost    | {ID, C, 'delta':1, 'expcted':1}    | 'expcted' | 'expected'
          letters are swapped | {ID, C, 'detla':1, 'expected':1}   | 'detla' | 'delta'
          a name is shortened | {ID, 'count':'c', 'delta':1}       | 'count' | 'counter'
          snake case is usual | {ID, C, 'command_id':1} | 'command_id' | 'commandId'
          an id has one name  | {ID, C, 'commandID':'i'}           | 'commandID' | 'commandId'
          """)
  void misspellingsNameTheirCure(String because, String json, String found, String meant) {
    assertInvalid(json, "unknown field " + found + ", did you mean " + meant + "?");
  }

  @ParameterizedTest(name = "because {0}: {1}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          nothing is near                   | {ID, C, 'delta':1, 'expected':1, 'note':'hi'} | note
          short names are near to little    | {ID, C, 'delta':1, 'expected':1, 'id':2}      | id
          of several the first counts       | {'b':1, ID, 'a':1}                            | b
          unknown comes before missing      | {ID, 'b':1}                                   | b
          unknown comes before wrong        | {ID, 'counter':7, 'b':{'c':[1, {}]}}          | b
          unknown comes before repeated     | {ID, C, C, 'b':1}                             | b
          control characters are escaped | {ID, '\\u0007\\u001b[31m':1} | \\u0007\\u001b[31m
          """)
  void otherUnknownFieldsNameTheKnown(String because, String json, String found) {
    assertInvalid(
        json,
        "unknown field '" + found
            + "', expected commandId, counter, delta, expected or expectedVersion");
  }

  @Test
  void namesMayBeEmptyOrLong() {
    String known = ", expected commandId, counter, delta, expected or expectedVersion";
    assertInvalid("{ID, '':1}", "unknown field ''" + known);
    assertInvalid(
        "{ID, '" + "x".repeat(81) + "':1}",
        "unknown field '" + "x".repeat(60) + "… (81 characters)'" + known);
  }

  @ParameterizedTest(name = "because {0}: {1}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          twice is unclear        | {ID, C, 'delta':1, 'expected':1, 'delta':2}           | delta
          twice the same, too     | {ID, C, 'delta':1, 'expected':1, 'expected':1}        | expected
          wrong and right is both | {ID, C, 'delta':'', 'expected':1, 'delta':1}          | delta
          an escape hides nothing | {ID, C, 'delta':1, '\\u0064elta':1, 'expected':1}     | delta
          order does not matter   | {ID, C, 'delta':'', 'expected':'', 'counter':1}       | counter
          """)
  void repeatedFieldsAreInvalid(String because, String json, String field) {
    assertInvalid(json, field + " must stand once, found it more than once");
  }

  @Test
  void ofTwoCountersNeitherCounts() {
    DecodedCommand.Invalid invalid = assertInvalid(
        "{ID, C, C, 'delta':1, 'expected':1}", "counter must stand once, found it more than once");
    assertThat(invalid.counter()).isEmpty();
  }

  @ParameterizedTest(name = "because {0}: {1}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          counter is needed              | {ID, 'delta':1, 'expected':1} | counter
          delta is needed                | {ID, C, 'expected':1}         | delta
          expected is needed             | {ID, C, 'delta':1}            | expected
          the order is the contract's    | {ID}                          | counter
          missing is a fault like others | {ID, C, 'expected':true}      | delta
          """)
  void missingFieldsAreInvalid(String because, String json, String field) {
    String rule = switch (field) {
      case "counter" -> "a string of 1 to 255 bytes in UTF-8";
      case "delta" -> "an integer from -9223372036854775808 to 9223372036854775807";
      default -> "an integer, \"any\" or \"absent\"";
    };
    assertInvalid(json, field + " is required: " + rule);
  }

  @Test
  void fieldsMayBeInAnyOrderWithAnyWhiteSpace() {
    DecodedCommand decoded =
        Shorthand.decode(" {\n'expectedVersion' : 2 ,\r\n\t'expected':-0,'delta':-1, C ,ID} \n");
    assertThat(decoded).isInstanceOf(DecodedCommand.Valid.class);
    IncrementCommand command = ((DecodedCommand.Valid) decoded).command();
    assertThat(new String(CommandCodec.encode(command), StandardCharsets.UTF_8))
        .isEqualTo(Shorthand.text("{ID,C,'delta':-1,'expected':0,'expectedVersion':2}"));
  }
}
