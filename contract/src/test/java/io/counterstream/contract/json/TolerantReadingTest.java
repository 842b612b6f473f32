package io.counterstream.contract.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Outcomes of later versions can be read; other bytes are refused. JSON has single quotes here, and
 * {@code TIME} means a timestamp.
 */
class TolerantReadingTest {
  private static final Instant TIME = Instant.parse("2026-11-21T09:00:00.123Z");
  private static final CounterCommand COMMAND =
      new CounterCommand("i", "c", 1, Expectation.exactly(41));
  private static final Outcome CONFLICT =
      new Outcome.Conflict(COMMAND, new CounterState(57, 7), TIME);
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
          false is missing          | {'type':'conflict',#,'delete':false,'deleted':false}
          a cause may be missing    | {'type':'conflict',#,'cause':'expected'}
          a null cause is missing   | {'type':'conflict',#,'cause':null,'min':null,'max':null}
          space may follow          | {'type':'conflict',#}\s
          """)
  void conflictIsRead(String because, String json) {
    assertThat(decode(json.replace("#", CONFLICT_FIELDS))).isEqualTo(CONFLICT);
  }

  @Test
  void unknownReasonIsKept() {
    Outcome outcome = decode(
        "{'type':'rejected','commandId':'i','reason':'frozen','message':'m','until':'May',TIME}");
    assertThat(outcome).isEqualTo(new Outcome.Rejected("i", Optional.empty(), "frozen", "m", TIME));
  }

  @Test
  void unknownCauseIsKept() {
    Outcome outcome = decode("{'type':'conflict'," + CONFLICT_FIELDS + ",'cause':'frozen'}");
    assertThat(outcome)
        .isEqualTo(new Outcome.Conflict(COMMAND, "frozen", new CounterState(57, 7), TIME));
  }

  @Test
  void originalIsReadWhole() {
    String rejected = "{'type':'rejected','commandId':'i','reason':'repeated','message':'m',TIME,";
    String time = "'originalTimestamp':'1970-01-01T00:00:00.000Z'";
    assertThat(decode(rejected + "'of':'t/0/1'," + time + "}"))
        .isEqualTo(new Outcome.Rejected(
            "i",
            Optional.empty(),
            "repeated",
            "m",
            Optional.empty(),
            Optional.of(new Outcome.Original("t/0/1", Instant.EPOCH)),
            TIME));
    assertMalformed(
        rejected + "'of':'t/0/1'}",
        "originalTimestamp is required in rejected outcomes, found no such field");
    assertMalformed(
        rejected + time + "}", "of is required in rejected outcomes, found no such field");
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
          what is deleted is all | APPLIED 'delta':2} | delta must be -3, as the counter was deleted
          it is then 0 | APPLIED 'delta':-3,'value':1} | previous + delta must be value
          bounds have an order  | CONFLICT 'min':2,'max':1} | min must be at most max
          a bound is an integer | CONFLICT 'min':'2'} | min INTEGER "2" (a string)
          a text is not true    | CONFLICT 'delete':'true'} | delete must be true or false, found
          1 is not true         | CONFLICT 'deleted':1} | deleted must be true or false, found 1
          no counter has no value | CONFLICT 'version':0} | a counter that does not exist
          it was created | CONFLICT 'value':0,'version':0,'deleted':true} | a deleted counter has
          a cause is a word     | CONFLICT 'cause':1} | cause must be a string, found 1 (a number)
          versions begin at 0   | CONFLICT 'version':-1} | version must be 0 or more, was -1
          an array is none      | []          | expected an outcome as a JSON object, found an array
          two are not one | TYPE 'conflict',#} {} | expected one JSON object, found a second value
          """)
  void whatIsNoOutcomeIsMalformed(String because, String json, String message) {
    String whole = json.replace("CONFLICT", "TYPE 'conflict',#,")
        .replace("APPLIED", "TYPE 'applied',#,'delete':true,'previous':3,'value':0,'version':8,")
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
