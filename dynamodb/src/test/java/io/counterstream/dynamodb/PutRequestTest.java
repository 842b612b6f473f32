package io.counterstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterstream.core.ConditionalPut;
import io.counterstream.core.CounterItem;
import io.counterstream.core.LogProgress;
import io.counterstream.core.LogSource;
import io.counterstream.core.journal.Journal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The request of a put: expressions and values for each shape of the item seen. */
class PutRequestTest {
  private static final LogProgress OURS = log("topicA", 0, 40);
  private static final LogProgress OTHER = log("topicB", 3, 90);
  private static final Instant AT = Instant.parse("2026-11-21T09:00:00.123Z");

  private static final String ONE_WRITER = "#v=:0 AND #n=:1 AND #s=:2 AND #o=:";
  private static final String NO_LOG = " AND attribute_not_exists(#s)"
      + " AND attribute_not_exists(#o) AND attribute_not_exists(#l)";
  private static final String EXISTS = " AND attribute_not_exists(#d)";
  private static final String FORGET = " REMOVE #w,#m,#e";

  static Stream<Arguments> puts() {
    return Stream.of(
        arguments(
            "nothing was seen, so there must be no item",
            Optional.empty(),
            item(5, OptionalLong.of(1), OURS),
            "attribute_not_exists(#c)",
            ""),
        arguments(
            "an item of one log is compared by value, version, source and offset",
            seen(5, OptionalLong.of(3), OURS),
            item(6, OptionalLong.of(4), log("topicA", 0, 41)),
            ONE_WRITER + "3 AND attribute_not_exists(#l)" + EXISTS,
            "5 3 topicA/0 40"),
        arguments(
            "an item of two logs is also compared by the other one's offset, and their number",
            seen(5, OptionalLong.of(3), OURS, OTHER),
            item(6, OptionalLong.of(4), log("topicA", 0, 41), OTHER),
            ONE_WRITER + "3 AND size(#l)=:4 AND #l.#0.#o=:5" + EXISTS,
            "5 3 topicA/0 40 1 90"),
        arguments(
            "an item of another writer must still have no log",
            seen(5, OptionalLong.of(3)),
            item(6, OptionalLong.of(4), OURS),
            "#v=:0 AND #n=:1" + NO_LOG + EXISTS,
            "5 3"),
        arguments(
            "a tombstone must still be one",
            Optional.of(tombstone(4, OURS)),
            item(6, OptionalLong.of(5), log("topicA", 0, 41)),
            ONE_WRITER + "3 AND attribute_not_exists(#l) AND attribute_exists(#d)",
            "0 4 topicA/0 40"),
        arguments(
            "an item without a version must still have none",
            seen(-7, OptionalLong.empty()),
            item(-7, OptionalLong.of(1), OURS),
            "#v=:0 AND attribute_not_exists(#n)" + NO_LOG + EXISTS,
            "-7"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("puts")
  void comparesTheItemSeen(
      String because,
      Optional<CounterItem> seen,
      CounterItem item,
      String condition,
      String compared) {
    UpdateItemRequest request = PutRequest.request("counters", new ConditionalPut(item, seen), 99);
    assertThat(request.conditionExpression()).isEqualTo(condition);
    assertThat(UpdateRequestText.numbered(request)).isEqualTo(compared);
    UpdateRequestText.assertDeclaresWhatItUses(request);
    assertThat(request.returnValuesOnConditionCheckFailure())
        .isEqualTo(ReturnValuesOnConditionCheckFailure.ALL_OLD);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        arguments(
            "without an item everything is set",
            Optional.empty(),
            item(5, OptionalLong.of(1), OURS, OTHER),
            "#j #l #n #o #s #t #v",
            ""),
        arguments(
            "a change sets state, offset and journal, and removes what a blind update left",
            seen(5, OptionalLong.of(3), OURS),
            item(6, OptionalLong.of(4), log("topicA", 0, 41)),
            "#j #n #o #v",
            FORGET),
        arguments(
            "a conflict sets offset and journal only",
            seen(5, OptionalLong.of(3), OURS, OTHER),
            item(5, OptionalLong.of(3), log("topicA", 0, 41), OTHER),
            "#j #o",
            FORGET),
        arguments(
            "a first version is set",
            seen(5, OptionalLong.empty(), OURS),
            item(5, OptionalLong.of(1), log("topicA", 0, 41)),
            "#j #n #o",
            FORGET),
        arguments(
            "another log's put sets the source, and makes the former one another log",
            seen(5, OptionalLong.of(3), OURS),
            item(5, OptionalLong.of(3), OTHER, OURS),
            "#j #l #o #s",
            FORGET),
        arguments(
            "a log that is left out is removed",
            seen(5, OptionalLong.of(3), OURS, OTHER),
            item(5, OptionalLong.of(3), log("topicA", 0, 41)),
            "#j #o",
            " REMOVE #l,#w,#m,#e"));
  }

  static Stream<Arguments> deletions() {
    return Stream.of(
        arguments(
            "a deletion sets its time, and when the item may be removed",
            seen(5, OptionalLong.of(3), OURS),
            tombstone(4, log("topicA", 0, 41)),
            "#d #e #j #n #o #v",
            " REMOVE #w,#m"),
        arguments(
            "a deleted counter's item stays for longer after each command",
            Optional.of(tombstone(4, OURS)),
            tombstone(4, log("topicA", 0, 41)),
            "#e #j #o",
            " REMOVE #w,#m"),
        arguments(
            "so does that of a counter that never existed",
            Optional.empty(),
            item(0, OptionalLong.of(0), OURS),
            "#e #j #n #o #s #t #v",
            ""),
        arguments(
            "a counter that is created again is no tombstone",
            Optional.of(tombstone(4, OURS)),
            item(6, OptionalLong.of(5), log("topicA", 0, 41)),
            "#j #n #o #v",
            " REMOVE #d,#w,#m,#e"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"changes", "deletions"})
  void writesWhatChanges(
      String because, Optional<CounterItem> seen, CounterItem item, String sets, String removes) {
    UpdateItemRequest request = PutRequest.request("counters", new ConditionalPut(item, seen), 99);
    assertThat(UpdateRequestText.set(request)).isEqualTo(sets);
    assertThat(request.updateExpression()).endsWith(removes);
    assertThat(request.updateExpression().contains("REMOVE")).isEqualTo(!removes.isEmpty());
    assertThat(request.expressionAttributeValues())
        .containsEntry(":o", AttributeValue.fromN("" + item.logs().get(0).offset()));
    UpdateRequestText.assertDeclaresWhatItUses(request);
  }

  private static CounterItem tombstone(long version, LogProgress log) {
    return new CounterItem(
        "c",
        new CounterItem.Usable(0, OptionalLong.of(version), true),
        List.of(log),
        Optional.of(AT),
        Optional.empty());
  }

  private static Optional<CounterItem> seen(long value, OptionalLong version, LogProgress... logs) {
    return Optional.of(item(value, version, logs));
  }

  private static CounterItem item(long value, OptionalLong version, LogProgress... logs) {
    return new CounterItem("c", value, version, List.of(logs), Optional.of(AT));
  }

  private static LogProgress log(String topic, int partition, long offset) {
    return new LogProgress(new LogSource(topic, partition), offset, Journal.EMPTY);
  }
}
