package io.counterstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterstream.contract.CounterState;
import io.counterstream.core.CounterItem;
import io.counterstream.core.LogProgress;
import io.counterstream.core.LogSource;
import io.counterstream.core.journal.Journal;
import io.counterstream.core.table.UnreadableItemException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Encoding and decoding of items, and items that other writers created or damaged. */
class ItemCodecTest {
  private static final CounterItem FULL = new CounterItem(
      "visits",
      Long.MIN_VALUE,
      OptionalLong.of(9),
      List.of(record("topicB", 3, 40), record("topicA", 0, 7)),
      Optional.of(Instant.parse("2026-11-21T09:00:00.123Z")));

  private static LogProgress record(String topic, int partition, long offset) {
    Journal.Writer journal = Journal.EMPTY.writer();
    journal.add(offset - 1, new CounterState(3, 4));
    journal.add(offset, new CounterState(5, 5));
    return new LogProgress(new LogSource(topic, partition), offset, journal.journal());
  }

  @Test
  void decodesWhatItEncodes() {
    assertThat(ItemDecoder.item(ItemCodec.attributes(FULL))).contains(FULL);
  }

  @Test
  void encodesTheAttributesOfTheContract() {
    assertThat(ItemCodec.attributes(FULL))
        .containsOnlyKeys(
            "counter", "value", "version", "updatedAt", "source", "offset", "journal", "otherLogs")
        .containsEntry("source", AttributeValue.fromS("topicB/3"))
        .containsEntry("offset", AttributeValue.fromN("40"))
        .containsEntry("value", AttributeValue.fromN("-9223372036854775808"));
  }

  @Test
  void anItemOfAnotherWriterNeedsOnlyNameAndValue() {
    CounterItem item =
        ItemDecoder.item(made("value", AttributeValue.fromN("7"))).orElseThrow();
    assertThat(item.state()).contains(new CounterState(7, 1));
    assertThat(item.logs()).isEmpty();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"1E2, 100", "41.0, 41", "-9223372036854775808, -9223372036854775808"})
  void anIntegerMayBeWrittenInAnyWay(String number, long value) {
    CounterItem item =
        ItemDecoder.item(made("value", AttributeValue.fromN(number))).orElseThrow();
    assertThat(item.usable().value()).isEqualTo(value);
  }

  /** A program that edits JSON may change more than it knows. */
  @Test
  void theLogsOfAnItemMayBeWrittenInAnyOrderAndWithMoreAttributes() {
    Map<String, AttributeValue> attributes = new HashMap<>(ItemCodec.attributes(FULL));
    Map<String, AttributeValue> log =
        new HashMap<>(attributes.get("otherLogs").m().get("topicA/0").m());
    log.put("offset", AttributeValue.fromN("7.0"));
    log.put("note", AttributeValue.fromS("checked"));
    attributes.put(
        "otherLogs", AttributeValue.fromM(Map.of("topicA/0", AttributeValue.fromM(log))));
    assertThat(ItemDecoder.item(attributes)).contains(FULL);
  }

  @Test
  void noAttributesAreNoItem() {
    assertThat(ItemDecoder.item(Map.of())).isEmpty();
  }

  static Stream<Arguments> contents() {
    return Stream.of(
        arguments("the value is text", "value", AttributeValue.fromS("7"), "a number"),
        arguments("the value is a fraction", "value", AttributeValue.fromN("7.5"), "an integer"),
        arguments("the value is too large", "value", AttributeValue.fromN("1e30"), "an integer"),
        arguments("the value is missing", "value", null, "an integer, found none"),
        arguments("the version is negative", "version", AttributeValue.fromN("-1"), "of 0 to"),
        arguments(
            "the version can't rise",
            "version",
            AttributeValue.fromN("9223372036854775807"),
            "of 0 to 9223372036854775806"),
        arguments(
            "what was found is long",
            "value",
            AttributeValue.fromS("x".repeat(300_000)),
            "xxx …; correct it"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("contents")
  void anItemWithoutTheStateOfACounterIsUnusable(
      String because, String attribute, AttributeValue value, String message) {
    CounterItem item = ItemDecoder.item(with(attribute, value)).orElseThrow();
    assertThat(item.logs()).isEqualTo(FULL.logs());
    assertThat(item.content())
        .isInstanceOfSatisfying(
            CounterItem.Unusable.class,
            unusable -> assertThat(unusable.fault())
                .startsWith("item of counter visits: attribute " + attribute + " must be ")
                .contains(message)
                .hasSizeLessThan(500));
  }

  @Test
  void whatIsUnusableCountsAsMemory() {
    AttributeValue text = AttributeValue.fromS("x".repeat(300_000));
    CounterItem item = ItemDecoder.item(with("value", text)).orElseThrow();
    assertThat(item.raw().orElseThrow().memoryBytes()).isBetween(300_000L, 1_000_000L);
  }

  @Test
  void aTimeThatIsNoneIsLeftOut() {
    for (AttributeValue time : List.of(AttributeValue.fromS("noon"), AttributeValue.fromN("1"))) {
      CounterItem item = ItemDecoder.item(with("updatedAt", time)).orElseThrow();
      assertThat(item.updatedAt()).isEmpty();
      assertThat(item.state()).isEqualTo(FULL.state());
    }
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments("the source is missing", "source", null, "source must be present"),
        arguments("the offset is missing", "offset", null, "source and offset belong together"),
        arguments(
            "the source is malformed", "source", AttributeValue.fromS("x"), "<topic id>/<part"),
        arguments("the journal is missing", "journal", null, "offset and journal belong together"),
        arguments(
            "the journal of another log is missing",
            "otherLogs",
            AttributeValue.fromM(Map.of(
                "topicA/0", AttributeValue.fromM(Map.of("offset", AttributeValue.fromN("7"))))),
            "otherLogs.topicA/0.journal must be present"),
        arguments(
            "the journal is not ours",
            "journal",
            AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {9})),
            "must start with format 1"),
        arguments(
            "another log is no map",
            "otherLogs",
            AttributeValue.fromM(Map.of("t/1", AttributeValue.fromN("1"))),
            "a map of maps"),
        arguments(
            "there is no other log",
            "otherLogs",
            AttributeValue.fromM(Map.of()),
            "absent or a map of maps"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void namesTheAttributeAtFault(
      String because, String attribute, AttributeValue value, String message) {
    assertThatThrownBy(() -> ItemDecoder.item(with(attribute, value)))
        .isInstanceOf(UnreadableItemException.class)
        .hasMessageContaining("item of counter visits")
        .hasMessageContaining("attribute " + attribute)
        .hasMessageContaining(message);
  }

  private static Map<String, AttributeValue> with(String attribute, AttributeValue value) {
    Map<String, AttributeValue> attributes = new HashMap<>(ItemCodec.attributes(FULL));
    if (value == null) {
      attributes.remove(attribute);
    } else {
      attributes.put(attribute, value);
    }
    return attributes;
  }

  private static Map<String, AttributeValue> made(String attribute, AttributeValue value) {
    return Map.of("counter", AttributeValue.fromS("visits"), attribute, value);
  }
}
