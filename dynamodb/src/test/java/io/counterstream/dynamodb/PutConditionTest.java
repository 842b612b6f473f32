package io.counterstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterstream.core.CounterItem;
import io.counterstream.core.LogProgress;
import io.counterstream.core.LogSource;
import io.counterstream.core.journal.Journal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** The condition of a put: expression, names and values for each shape of the item seen. */
class PutConditionTest {
  private static final LogProgress OURS = log("topicA", 0, 40);
  private static final LogProgress OTHER = log("topicB", 3, 90);
  private static final Instant AT = Instant.parse("2026-11-21T09:00:00.123Z");

  private static final String ONE_WRITER =
      "#value = :value AND #version = :version AND #source = :source AND #offset = :offset";
  private static final String NO_LOG = " AND attribute_not_exists(#source)"
      + " AND attribute_not_exists(#offset) AND attribute_not_exists(#otherLogs)";

  static Stream<Arguments> conditions() {
    return Stream.of(
        arguments(
            "nothing was seen, so there must be no item",
            Optional.empty(),
            "attribute_not_exists(#counter)",
            Map.of()),
        arguments(
            "an item of one log is compared by value, version, source and offset",
            seen(5, OptionalLong.of(3), OURS),
            ONE_WRITER + " AND attribute_not_exists(#otherLogs)",
            Map.of(
                ":value", number(5),
                ":version", number(3),
                ":source", AttributeValue.fromS("topicA/0"),
                ":offset", number(40))),
        arguments(
            "an item of two logs is also compared by the progress of the other one",
            seen(5, OptionalLong.of(3), OURS, OTHER),
            ONE_WRITER + " AND #otherLogs = :otherLogs",
            Map.of(
                ":value", number(5),
                ":version", number(3),
                ":source", AttributeValue.fromS("topicA/0"),
                ":offset", number(40),
                ":otherLogs", otherLogs())),
        arguments(
            "an item of another writer must still have no log",
            seen(5, OptionalLong.of(3)),
            "#value = :value AND #version = :version" + NO_LOG,
            Map.of(":value", number(5), ":version", number(3))),
        arguments(
            "an item without a version must still have none",
            seen(-7, OptionalLong.empty()),
            "#value = :value AND attribute_not_exists(#version)" + NO_LOG,
            Map.of(":value", number(-7))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("conditions")
  void comparesTheItemSeen(
      String because,
      Optional<CounterItem> seen,
      String expression,
      Map<String, AttributeValue> values) {
    PutItemRequest.Builder builder = PutItemRequest.builder();
    PutCondition.addTo(builder, seen);
    PutItemRequest request = builder.build();
    assertThat(request.conditionExpression()).isEqualTo(expression);
    assertThat(request.expressionAttributeValues()).isEqualTo(values);
    assertThat(request.hasExpressionAttributeValues())
        .as("DynamoDB refuses an empty map")
        .isEqualTo(!values.isEmpty());
    assertThat(request.expressionAttributeNames())
        .as("each name is used, and is that of its attribute")
        .allSatisfy((name, attribute) -> {
          assertThat(name).isEqualTo("#" + attribute);
          assertThat(expression).contains(name);
        });
    assertThat(request.expressionAttributeNames()).hasSize(seen.isPresent() ? 5 : 1);
  }

  private static Optional<CounterItem> seen(long value, OptionalLong version, LogProgress... logs) {
    return Optional.of(new CounterItem("c", value, version, List.of(logs), Optional.of(AT)));
  }

  private static LogProgress log(String topic, int partition, long offset) {
    return new LogProgress(new LogSource(topic, partition), offset, Journal.EMPTY);
  }

  private static AttributeValue otherLogs() {
    return ItemCodec.attributes(seen(0, OptionalLong.empty(), OURS, OTHER).orElseThrow())
        .get("otherLogs");
  }

  private static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }
}
