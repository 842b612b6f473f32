package io.counterstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.core.BlindUpdate;
import io.counterstream.core.Limits;
import io.counterstream.core.LogSource;
import io.counterstream.core.LoggedCommand;
import io.counterstream.core.journal.JournalCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The request of a blind update: expressions, names and values for each kind of command. */
class BlindUpdateRequestTest {
  private static final LogSource LOG = new LogSource("topicA", 0);
  private static final Instant AT = Instant.parse("2026-11-21T09:00:00.123Z");
  private static final OptionalLong ANY_VERSION = OptionalLong.empty();
  private static final long MAX = Long.MAX_VALUE;
  private static final long MIN = Long.MIN_VALUE;

  private static final String ITEM = "#v BETWEEN :2 AND :3 AND #n BETWEEN :4 AND :5"
      + " AND attribute_not_exists(#d)"
      + " AND (#s=:0 AND #o<:1 OR attribute_not_exists(#s) AND attribute_not_exists(#o)"
      + " AND attribute_not_exists(#l))";
  private static final String NO_ITEM_OR_ITEM = "attribute_not_exists(#c) OR " + ITEM;

  static Stream<Arguments> conditions() {
    return Stream.of(
        arguments(
            "'any' takes every item and no item, as long as the sum fits",
            List.of(command(40, 3, Expectation.ANY, ANY_VERSION)),
            NO_ITEM_OR_ITEM,
            "40 " + MIN + " " + (MAX - 3) + " 1 " + (MAX - 2) + " to 40"),
        arguments(
            "a decrement bounds the value from below",
            List.of(command(40, -3, Expectation.ANY, ANY_VERSION)),
            NO_ITEM_OR_ITEM,
            "40 " + (MIN + 3) + " " + MAX + " 1 " + (MAX - 2) + " to 40"),
        arguments(
            "every sum of a batch must fit, not only the last one",
            List.of(
                command(40, 3, Expectation.ANY, ANY_VERSION),
                command(41, 4, Expectation.ANY, ANY_VERSION),
                command(42, -9, Expectation.ANY, ANY_VERSION)),
            NO_ITEM_OR_ITEM,
            "40 " + (MIN + 2) + " " + (MAX - 7) + " 1 " + (MAX - 4) + " to 42"),
        arguments(
            "a check changes neither value nor version",
            List.of(
                command(40, 0, Expectation.ANY, ANY_VERSION),
                command(41, 3, Expectation.ANY, ANY_VERSION)),
            NO_ITEM_OR_ITEM,
            "40 " + MIN + " " + (MAX - 3) + " 1 " + (MAX - 2) + " to 41"),
        arguments(
            "an exact value is the only one, and needs an item",
            List.of(command(40, 3, Expectation.exactly(41), ANY_VERSION)),
            ITEM,
            "40 41 41 1 " + (MAX - 2) + " to 40"),
        arguments(
            "an expected version is the only one, and needs an item",
            List.of(command(40, 3, Expectation.ANY, OptionalLong.of(7))),
            ITEM,
            "40 " + MIN + " " + (MAX - 3) + " 7 7 to 40"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("conditions")
  void isConditionalOnWhatTheCommandsExpect(
      String because, List<LoggedCommand> commands, String condition, String bounds) {
    UpdateItemRequest request = request(commands);
    assertThat(request.conditionExpression()).isEqualTo(condition);
    Map<String, AttributeValue> values = request.expressionAttributeValues();
    assertThat(UpdateRequestText.numbered(request))
        .isEqualTo("topicA/0 " + bounds.replaceFirst(" to .*", " 0"));
    assertThat(values.get(":o").n()).isEqualTo(bounds.replaceFirst(".* to ", ""));
  }

  static Stream<Arguments> updates() {
    return Stream.of(
        arguments(
            "the value changes by the sum, the version by the number of changes",
            List.of(
                command(40, 3, Expectation.ANY, ANY_VERSION),
                command(41, 0, Expectation.ANY, ANY_VERSION),
                command(42, -9, Expectation.ANY, ANY_VERSION)),
            "-6 2 2026-11-21T09:00:00.165Z"),
        arguments(
            "a check changes nothing, not even the time",
            List.of(
                command(40, 3, Expectation.exactly(5), ANY_VERSION),
                command(41, 0, Expectation.exactly(8), ANY_VERSION)),
            "3 1 2026-11-21T09:00:00.123Z"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("updates")
  void changesTheItem(String because, List<LoggedCommand> commands, String change) {
    UpdateItemRequest request = request(commands);
    assertThat(request.updateExpression())
        .isEqualTo("SET #w=if_not_exists(#v,:6),#v=if_not_exists(#v,:6)+:v,"
            + "#m=if_not_exists(#n,:6),#n=if_not_exists(#n,:6)+:n,"
            + "#s=:0,#o=:o,#j=:j,#t=:t REMOVE #e");
    Map<String, AttributeValue> values = request.expressionAttributeValues();
    String time = values.get(":t").s();
    assertThat(values.get(":v").n() + " " + values.get(":n").n() + " " + time).isEqualTo(change);
    assertThat(values.get(":6").n()).isEqualTo("0");
    BlindUpdate update = update(commands);
    byte[] journal = JournalCodec.encodeRelative(
        update.journal(),
        update.last().offset(),
        new JournalCodec.Move(update.delta(), update.changes()));
    assertThat(values.get(":j").b()).isEqualTo(SdkBytes.fromByteArray(journal));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"conditions", "updates"})
  void declaresTheNamesAndValuesThatItUses(String because, List<LoggedCommand> commands) {
    UpdateRequestText.assertDeclaresWhatItUses(request(commands));
  }

  @Test
  void returnsTheItemWhetherItIsAcceptedOrNot() {
    UpdateItemRequest request = request(List.of(command(40, 3, Expectation.ANY, ANY_VERSION)));
    assertThat(request.tableName()).isEqualTo("counters");
    assertThat(request.key()).isEqualTo(Map.of("counter", AttributeValue.fromS("c")));
    assertThat(request.returnValues()).isEqualTo(ReturnValue.ALL_NEW);
    assertThat(request.returnValuesOnConditionCheckFailure())
        .isEqualTo(ReturnValuesOnConditionCheckFailure.ALL_OLD);
  }

  private static UpdateItemRequest request(List<LoggedCommand> commands) {
    return BlindUpdateRequest.request("counters", update(commands));
  }

  private static BlindUpdate update(List<LoggedCommand> commands) {
    return BlindUpdate.of(commands, LOG, Limits.DEFAULT).orElseThrow();
  }

  private static LoggedCommand command(
      long offset, long delta, Expectation expected, OptionalLong version) {
    return new LoggedCommand(
        offset,
        AT.plusMillis(offset == 40 ? 0 : offset),
        new CounterCommand("id" + offset, "c", delta, expected, version));
  }
}
