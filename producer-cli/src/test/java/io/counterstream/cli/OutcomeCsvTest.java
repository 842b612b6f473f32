package io.counterstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.cli.kafka.ReceivedOutcome;
import io.counterstream.cli.kafka.RecordPlace;
import io.counterstream.contract.json.OutcomeCodec;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows have each field in its column, quoted where it must be, with all digits. */
class OutcomeCsvTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "applied | \"delta\":1,\"expected\":9007199254740992,\"previous\":9007199254740992,"
            + "\"value\":9007199254740993,\"version\":2"
            + "| a,1,9007199254740992,,,,,9007199254740992,9007199254740993,2,,,,,,",
        "conflict | \"delta\":-1,\"expected\":\"any\",\"expectedVersion\":3,\"value\":0,"
            + "\"version\":0 | a,-1,any,3,,,,,0,0,,,,,,",
        "rejected | \"reason\":\"invalid\",\"message\":\"expected 'a', \\\"b\\\"\""
            + "| a,,,,,,,,,,,,invalid,\"expected 'a', \"\"b\"\"\",,",
      })
  void row(String type, String fields, String row) {
    String json = "{\"type\":\"" + type + "\",\"commandId\":\"id\",\"counter\":\"a\"," + fields
        + ",\"timestamp\":\"2026-11-21T09:00:00.000Z\"}";
    ReceivedOutcome received = new ReceivedOutcome(
        OutcomeCodec.decode(json.getBytes(StandardCharsets.UTF_8)),
        json,
        Optional.of(new RecordPlace("counter-x", 2, 17)));
    assertThat(OutcomeCsv.row(received))
        .isEqualTo(type + ",id," + row + ",2026-11-21T09:00:00.000Z,counter-x,2,17");
    assertThat(OutcomeCsv.header().split(",")).hasSize(22);
  }
}
