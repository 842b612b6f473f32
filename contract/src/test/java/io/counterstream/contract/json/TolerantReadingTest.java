package io.counterstream.contract.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Outcomes of later versions can be read; other bytes are refused. JSON has single quotes here, and
 * {@code TIME} means a timestamp.
 */
class TolerantReadingTest {
  private static final Instant TIME = Instant.parse("2026-11-21T09:00:00.123Z");
  private static final Outcome CONFLICT =
      new Outcome.Conflict("i", "c", 1, Expectation.exactly(41), OptionalLong.empty(), 57, 7, TIME);
  private static final String CONFLICT_FIELDS =
      "'commandId':'i','counter':'c','delta':1,'expected':41,'value':57,'version':7,TIME";

  @ParameterizedTest(name = "because {0}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          this is the usual form    | {'type':'conflict',#}
          order does not matter     | {#,'type':'conflict'}
          new fields are ignored    | {'type':'conflict','note':'x',#,'shard':7}
          whatever they hold        | {'type':'conflict','a':{'type':[1,{'value':2}]},'b':[[]],#}
          even huge numbers | {'type':'conflict','a':1e999999,'b':123456789012345678901234,#}
          null is missing           | {'type':'conflict',#,'expectedVersion':null,'previous':null}
          a repeated field's last   | {'type':'applied','value':1,'type':'conflict',#}
          space may follow          | {'type':'conflict',#}\s
          """)
  void conflictIsRead(String because, String json) {
    assertThat(decode(json.replace("#", CONFLICT_FIELDS))).isEqualTo(CONFLICT);
  }

  @Test
  void unknownReasonIsKept() {
    Outcome outcome = decode(
        "{'type':'rejected','commandId':'i','reason':'frozen','message':'m','until':'May',TIME}");
    assertThat(outcome)
        .isEqualTo(
            new Outcome.Rejected("i", Optional.empty(), "frozen", "m", Optional.empty(), TIME));
  }

  @Test
  void timestampMayHaveAnyPrecision() {
    Outcome outcome = decode("{'type':'conflict'," + CONFLICT_FIELDS.replace("TIME", "")
        + "'timestamp':'2026-11-21T09:00:00Z'}");
    assertThat(outcome.timestamp()).isEqualTo("2026-11-21T09:00:00Z");
    assertThat(outcome.state()).contains(new CounterState(57, 7));
  }

  @ParameterizedTest(name = "because {0}: without {1}")
  @CsvSource(delimiter = '|', textBlock = """
          an answer has an id       | 'commandId':'i', | commandId
          a conflict has a counter  | 'counter':'c',   | counter
          a conflict has a delta    | 'delta':1,       | delta
          it has an expectation     | 'expected':41,   | expected
          it has a value            | 'value':57,      | value
          it has a version          | 'version':7,     | version
          an answer has a time      | TIME             | timestamp
          """, quoteCharacter = '`')
  void missingFieldIsMalformed(String because, String field, String name) {
    String json = "{'type':'conflict'," + CONFLICT_FIELDS.replace(field, "") + "}";
    assertMalformed(
        json.replace(",}", "}"), name + " is required in conflict outcomes, found no such field");
  }

  @ParameterizedTest(name = "because {0}: {1}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          a type is needed      | {#}         | type is required, found no such field
          there are three types | TYPE 'x',#} | type must be "applied", "conflict" or "rejected"
          a type is a word      | TYPE 1,#}   | type must be a string, found 1 (a number)
          previous is needed    | TYPE 'applied',#}  | previous is required in applied NONE
          a reason is needed    | TYPE 'rejected',#} | reason is required in rejected NONE
          a value is an integer | CONFLICT 'value':1.0} | value INTEGER 1.0 (not an integer)
          it is no text         | CONFLICT 'version':'1'} | version INTEGER "1" (a string)
          it has 64 bits | CONFLICT 'delta':9223372036854775808} | delta INTEGER 92233
          a time is an instant | CONFLICT 'timestamp':'now'} | timestamp must be an ISO 8601 instant
          a time is text        | CONFLICT 'timestamp':1} | timestamp must be a string, found 1
          there are two words   | CONFLICT 'expected':'x'} | expected must be an integer, "any" or
          values chain          | TYPE 'applied','previous':1,#} | previous + delta must be value
          versions begin at 0   | CONFLICT 'version':-1} | version must be 0 or more, was -1
          an array is none      | []          | expected an outcome as a JSON object, found an array
          two are not one | TYPE 'conflict',#} {} | expected one JSON object, found a second value
          """)
  void whatIsNoOutcomeIsMalformed(String because, String json, String message) {
    String whole = json.replace("CONFLICT", "TYPE 'conflict',#,")
        .replace("TYPE", "{'type':")
        .replace("#", CONFLICT_FIELDS);
    assertThatExceptionOfType(MalformedOutcomeException.class)
        .isThrownBy(() -> decode(whole))
        .withMessageContaining(message
            .replace("INTEGER", "must be a 64-bit integer, found")
            .replace("NONE", "outcomes, found no such field"));
  }

  @Test
  void valueAndVersionGoTogether() {
    String rejected = "{'type':'rejected','commandId':'i','reason':'r','message':'m',TIME";
    assertMalformed(
        rejected + ",'value':1}", "version is required in rejected outcomes, found no such field");
    assertMalformed(
        rejected + ",'version':1}", "value is required in rejected outcomes, found no such field");
  }

  @Test
  void bytesThatAreNoJsonAreMalformed() {
    assertMalformedBytes(null, "found null");
    assertMalformedBytes(new byte[0], "found nothing");
    assertMalformedBytes(new byte[] {'{', (byte) 0xff}, "found other bytes at byte 1");
    assertMalformedBytes("{'".getBytes(StandardCharsets.UTF_8), "malformed JSON");
    assertMalformedBytes("[".repeat(2000).getBytes(StandardCharsets.UTF_8), "an array");
    assertMalformedBytes(
        ("{\"a\":" + "[".repeat(2000)).getBytes(StandardCharsets.UTF_8), "malformed JSON");
  }

  private static void assertMalformed(String json, String message) {
    assertThatExceptionOfType(MalformedOutcomeException.class)
        .isThrownBy(() -> decode(json))
        .withMessage(message);
  }

  private static void assertMalformedBytes(byte[] value, String message) {
    assertThatExceptionOfType(MalformedOutcomeException.class)
        .isThrownBy(() -> OutcomeCodec.decode(value))
        .withMessageContaining(message);
    assertThat(OutcomeCodec.tryDecode(value)).isEmpty();
  }

  private static Outcome decode(String json) {
    return OutcomeCodec.decode(json.replace("TIME", "'timestamp':'" + TIME + "'")
        .replace('\'', '"')
        .getBytes(StandardCharsets.UTF_8));
  }
}
