package io.counterstream.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.json.DecodedCommand;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of commands, read strictly. */
class JsonCommandsTest {
  @Test
  void readsACommandAndTakesItsCounterForTheKey() {
    assertThat(
            decode("{\"commandId\":\"a\",\"counter\":\"zähler\",\"delta\":-2,\"expected\":10}\r"))
        .isEqualTo(new DecodedCommand.Valid(
            new CounterCommand("a", "zähler", -2, Expectation.exactly(10))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"counter\":\"c\",\"delta\":1,\"expected\":\"any\"}",
        " { \"counter\" : \"c\" , \"delta\" : 1 , \"expected\" : \"any\" } \r"
      })
  void givesALineWithoutACommandIdTheOneThatItIsTold(String line) {
    assertThat(decode(line))
        .isEqualTo(
            new DecodedCommand.Valid(new CounterCommand("given-1", "c", 1, Expectation.ANY)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          {"commandId":"a","counter":"c","delta":1}                             | expected
          {"commandId":"a","counter":"c","delta":1,"expcted":1}                 | expcted
          {"commandId":"a","counter":"c","delta":"1","expected":1}              | delta
          {"commandId":"a","delta":1,"expected":1}                              | counter
          {"counter":"c","delta":1}                                             | expected
          {"commandId":7,"counter":"c","delta":1,"expected":1}                  | commandId
          {"commandId":"","counter":"c","delta":1,"expected":1}                 | commandId
          {}                                                                    | counter
          {"counter":                                                           | JSON
          {"counter":"c","delta":1,"expected":"any"} more                       | at byte 4
          [1]                                                                   | array
          nonsense                                                              | JSON
          """)
  void namesWhatIsWrong(String line, String named) {
    assertThat(LineFormat.fault(decode(line))).contains(named);
  }

  /** The last line of a file may lack its line break, or its end. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          {"counter":"c","delta":1,"expected":"any"}     | true
          {"counter":"c","delta":1}                      | true
          {"counter":"c","delta":1,"expected":"any"      | false
          {"counter":"c","del                            | false
          """)
  void isWholeAtItsClosingBrace(String json, boolean whole) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    assertThat(new JsonCommands().isWhole(line(bytes, bytes.length))).isEqualTo(whole);
  }

  @Test
  void refusesALineOfAnyLength() {
    byte[] bytes = new byte[InputLines.LINE_BYTES_MAX];
    assertThat(LineFormat.fault(new JsonCommands().decode(line(bytes, 5_000_000_000L), "id")))
        .isEqualTo("a command must be at most 65536 bytes, found 5000000000");
  }

  @Test
  void refusesBytesThatAreNotUtf8WithAndWithoutACommandId() {
    for (String id : List.of("", "\"commandId\":\"a\",")) {
      String json = "{" + id + "\"counter\":\"c-\u00ed\u00a0\u00bd\u00ed\u00b8\u0080\",\"delta\":1,"
          + "\"expected\":\"any\"}";
      byte[] bytes = json.getBytes(StandardCharsets.ISO_8859_1);
      assertThat(LineFormat.fault(new JsonCommands().decode(line(bytes, bytes.length), "given-1")))
          .as("surrogates as bytes, which a lenient reader would replace")
          .contains("not UTF-8 text at byte " + json.indexOf('\u00ed'));
    }
  }

  private static DecodedCommand decode(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return new JsonCommands().decode(line(bytes, bytes.length), "given-1");
  }

  private static InputLines.Line line(byte[] bytes, long length) {
    return new InputLines.Line(1, 1, 0, bytes, length, InputLines.Ending.LINE_BREAK, false);
  }
}
