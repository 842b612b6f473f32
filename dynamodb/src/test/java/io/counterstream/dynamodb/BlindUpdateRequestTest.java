package io.counterstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterstream.contract.Expectation;
import io.counterstream.contract.IncrementCommand;
import io.counterstream.core.BlindUpdate;
import io.counterstream.core.Limits;
import io.counterstream.core.LogSource;
import io.counterstream.core.LoggedCommand;
import io.counterstream.core.journal.JournalCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
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

  private static final String ITEM =
      "#value BETWEEN :valueLeast AND :valueMost AND #version BETWEEN :versionLeast AND"
          + " :versionMost AND (#source = :source AND #offset < :first OR"
          + " attribute_not_exists(#source) AND attribute_not_exists(#offset) AND"
          + " attribute_not_exists(#otherLogs))";
  private static final String NO_ITEM_OR_ITEM = "attribute_not_exists(#counter) OR " + ITEM;

  static Stream<Arguments> conditions() {
    return Stream.of(
        arguments(
            "'any' takes every item and no item, as long as the sum fits",
            List.of(command(40, 3, Expectation.ANY, ANY_VERSION)),
            NO_ITEM_OR_ITEM,
            "40 40 [" + MIN + " to " + (MAX - 3) + "] [1 to " + (MAX - 1) + "]"),
        arguments(
            "a decrement bounds the value from below",
            List.of(command(40, -3, Expectation.ANY, ANY_VERSION)),
            NO_ITEM_OR_ITEM,
            "40 40 [" + (MIN + 3) + " to " + MAX + "] [1 to " + (MAX - 1) + "]"),
        arguments(
            "every sum of a batch must fit, not only the last one",
            List.of(
                command(40, 3, Expectation.ANY, ANY_VERSION),
                command(41, 4, Expectation.ANY, ANY_VERSION),
                command(42, -9, Expectation.ANY, ANY_VERSION)),
            NO_ITEM_OR_ITEM,
            "40 42 [" + (MIN + 2) + " to " + (MAX - 7) + "] [1 to " + (MAX - 3) + "]"),
        arguments(
            "a check changes neither value nor version",
            List.of(command(40, 0, Expectation.ANY, ANY_VERSION)),
            NO_ITEM_OR_ITEM,
            "40 40 [" + MIN + " to " + MAX + "] [1 to " + MAX + "]"),
        arguments(
            "an exact value is the only one, and needs an item",
            List.of(command(40, 3, Expectation.exactly(41), ANY_VERSION)),
            ITEM,
            "40 40 [41 to 41] [1 to " + (MAX - 1) + "]"),
        arguments(
            "an expected version is the only one, and needs an item",
            List.of(command(40, 3, Expectation.ANY, OptionalLong.of(7))),
            ITEM,
            "40 40 [" + MIN + " to " + (MAX - 3) + "] [7 to 7]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("conditions")
  void isConditionalOnWhatTheCommandsExpect(
      String because, List<LoggedCommand> commands, String condition, String bounds) {
    UpdateItemRequest request = request(commands);
    assertThat(request.conditionExpression()).isEqualTo(condition);
    Map<String, AttributeValue> values = request.expressionAttributeValues();
    assertThat("%s %s [%s to %s] [%s to %s]"
            .formatted(
                values.get(":first").n(),
                values.get(":offset").n(),
                values.get(":valueLeast").n(),
                values.get(":valueMost").n(),
                values.get(":versionLeast").n(),
                values.get(":versionMost").n()))
        .isEqualTo(bounds);
    assertThat(values.get(":source")).isEqualTo(AttributeValue.fromS("topicA/0"));
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
            List.of(command(40, 0, Expectation.exactly(5), ANY_VERSION)),
            "0 0 none"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("updates")
  void changesTheItem(String because, List<LoggedCommand> commands, String change) {
    UpdateItemRequest request = request(commands);
    boolean timed = !change.endsWith("none");
    assertThat(request.updateExpression())
        .isEqualTo("SET #valueBefore = if_not_exists(#value, :zero),"
            + " #value = if_not_exists(#value, :zero) + :delta,"
            + " #versionBefore = if_not_exists(#version, :zero),"
            + " #version = if_not_exists(#version, :zero) + :changes,"
            + " #source = :source, #offset = :offset, #journal = :journal"
            + (timed ? ", #updatedAt = :updatedAt" : ""));
    Map<String, AttributeValue> values = request.expressionAttributeValues();
    String time = timed ? values.get(":updatedAt").s() : "none";
    assertThat(values.get(":delta").n() + " " + values.get(":changes").n() + " " + time)
        .isEqualTo(change);
    assertThat(values.get(":zero").n()).isEqualTo("0");
    BlindUpdate update = update(commands);
    byte[] journal = JournalCodec.encodeRelative(update.journal(), update.last().offset());
    assertThat(values.get(":journal").b()).isEqualTo(SdkBytes.fromByteArray(journal));
  }

  /** DynamoDB refuses a request with a name or value that is not used. */
  @ParameterizedTest(name = "{0}")
  @MethodSource({"conditions", "updates"})
  void declaresTheNamesAndValuesThatItUses(String because, List<LoggedCommand> commands) {
    UpdateItemRequest request = request(commands);
    String expressions = request.updateExpression() + " " + request.conditionExpression() + " ";
    assertThat(request.expressionAttributeNames()).allSatisfy((name, attribute) -> {
      assertThat(name).isEqualTo("#" + attribute);
      assertThat(expressions).containsPattern(name + "\\b");
    });
    assertThat(new TreeMap<>(request.expressionAttributeValues()).keySet())
        .allSatisfy(value -> assertThat(expressions).containsPattern(value + "\\b"));
    String rest = expressions;
    for (String name : request.expressionAttributeNames().keySet()) {
      rest = rest.replaceAll(name + "\\b", "");
    }
    for (String value : request.expressionAttributeValues().keySet()) {
      rest = rest.replaceAll(value + "\\b", "");
    }
    assertThat(rest).doesNotContain("#").doesNotContain(":");
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
        new IncrementCommand("id" + offset, "c", delta, expected, version));
  }
}
