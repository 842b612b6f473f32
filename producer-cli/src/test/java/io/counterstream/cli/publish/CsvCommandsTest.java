package io.counterstream.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.cli.terminal.CliException;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.json.DecodedCommand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
        .isEqualTo(new DecodedCommand.Valid(new IncrementCommand(
            "c-1", "a, \"b\"", -2, Expectation.exactly(41), OptionalLong.of(7))));
    assertThat(decode("expected,delta,counter,expectedVersion,commandId", "any,1,c,,"))
        .isEqualTo(
            new DecodedCommand.Valid(new IncrementCommand("given-2", "c", 1, Expectation.ANY)));
    assertThat(decode("\uFEFFcounter,delta,expected\r", "c,1,absent\r"))
        .isEqualTo(
            new DecodedCommand.Valid(new IncrementCommand("given-2", "c", 1, Expectation.ABSENT)));
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
          "c,1,any       | an unbalanced quote
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
    InputLines lines = new InputLines(
        new ByteArrayInputStream((header + "\n" + line).getBytes(StandardCharsets.UTF_8)));
    format.readHeader(lines);
    return format.decode(lines.next().orElseThrow(), "given-2");
  }
}
