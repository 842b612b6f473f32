package io.counterstream.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.cli.terminal.CliException;
import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.json.DecodedCommand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of CSV below a line that names the columns. */
class CsvCommandsTest {
  @Test
  void readsColumnsInAnyOrderAndLeavesOutWhatIsEmpty() throws IOException {
    assertThat(decode(
            "expected,delta,counter,expectedVersion,commandId", "41 , -2 ,\"a, \"\"b\"\"\",7,c-1"))
        .isEqualTo(new DecodedCommand.Valid(new CounterCommand(
            "c-1", "a, \"b\"", -2, Expectation.exactly(41), OptionalLong.of(7))));
    assertThat(decode("expected,delta,counter,expectedVersion,commandId", "any,1,c,,"))
        .isEqualTo(
            new DecodedCommand.Valid(new CounterCommand("given-2", "c", 1, Expectation.ANY)));
    assertThat(decode("counter,delta,expected,min,max", "c,-1,any,0,"))
        .isEqualTo(new DecodedCommand.Valid(
            new CounterCommand("given-2", "c", -1, Expectation.ANY).within(Bounds.atLeast(0))));
    assertThat(decode("\uFEFFcounter,delta,expected\r", "c,1,absent\r"))
        .isEqualTo(
            new DecodedCommand.Valid(new CounterCommand("given-2", "c", 1, Expectation.ABSENT)));
  }

  @Test
  void readsDeletionsWhichHaveNoDelta() throws IOException {
    DecodedCommand deletion = new DecodedCommand.Valid(
        CounterCommand.deleting("given-2", "c", Expectation.ANY, OptionalLong.empty()));
    assertThat(decode("counter,expected,delete", "c,any,true")).isEqualTo(deletion);
    assertThat(decode("counter,delta,expected,delete", "c,,any,true")).isEqualTo(deletion);
    assertThat(decode("counter,delta,expected,delete", "c,1,any,"))
        .isEqualTo(
            new DecodedCommand.Valid(new CounterCommand("given-2", "c", 1, Expectation.ANY)));
    assertThat(LineFormat.fault(decode("counter,delta,expected,delete", "c,1,any,true")))
        .contains("delta must be missing where delete is true");
    assertThat(LineFormat.fault(decode("counter,delta,expected,delete", "c,,any,")))
        .contains("delta");
    assertThat(LineFormat.fault(decode("counter,delta,expected,delete", "c,1,any,yes")))
        .contains("delete");
  }

  @ParameterizedTest
  @ValueSource(chars = {',', ';', '\t'})
  void readsTheSeparatorOfTheHeader(char separator) throws IOException {
    assertThat(decode(
            "counter,delta,expected".replace(',', separator),
            "\"a,;\t\" , 2,any".replace(", 2,", separator + " 2" + separator)))
        .isEqualTo(
            new DecodedCommand.Valid(new CounterCommand("given-2", "a,;\t", 2, Expectation.ANY)));
  }

  @Test
  void publishesNamesAsTheyAreWritten() throws IOException {
    for (String name : List.of("\u3000a\u3000", "it's", "a\\b", "\u202e", "\ud83d\ude00", "#a")) {
      assertThat(decode("counter,delta,expected", name + ",1,any"))
          .isEqualTo(
              new DecodedCommand.Valid(new CounterCommand("given-2", name, 1, Expectation.ANY)));
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          c,1.0,any      | delta
          c,007,any      | delta
          c,,any         | delta
          c,1,none       | expected
          ,1,any         | counter
          c,1            | expected 3 values (counter,delta,expected), found 2
          c,1,any,x      | expected 3 values (counter,delta,expected), found 4
          "c,1,any       | an unbalanced quote, at byte 0
          c",1,any       | a quote in a value without quotes, at byte 1
          5" pipe,1,any  | a quote in a value without quotes, at byte 1
          "c"d,1,any     | text behind a quote that ends a value, at byte 3
          "c" "d",1,any  | text behind a quote that ends a value, at byte 4
          "c""\",1,any"  | a quote in a value without quotes, at byte 11
          """, quoteCharacter = '\'')
  void namesWhatIsWrong(String line, String named) throws IOException {
    assertThat(LineFormat.fault(decode("counter,delta,expected", line))).contains(named);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c,1,any",
        "counter,delta",
        "counter,delta,expected,extra",
        "counter,delta,delta,expected"
      })
  void needsALineThatNamesTheColumns(String header) {
    assertThatThrownBy(() -> decode(header, "c,1,any"))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("the first line of CSV must name the columns")
        .hasMessageContaining("found " + header);
  }

  private static DecodedCommand decode(String header, String line) throws IOException {
    CsvCommands format = new CsvCommands();
    InputLines lines = InputLines.open(
        new ByteArrayInputStream((header + "\n" + line).getBytes(StandardCharsets.UTF_8)));
    format.readHeader(lines);
    return format.decode(lines.next(InputLines.Waiting.UNNOTICED).orElseThrow(), "given-2");
  }
}
