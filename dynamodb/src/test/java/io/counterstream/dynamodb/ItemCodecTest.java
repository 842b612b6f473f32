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
    assertThat(ItemCodec.item(ItemCodec.attributes(FULL))).contains(FULL);
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
    CounterItem item = ItemCodec.item(made("value", AttributeValue.fromN("7"))).orElseThrow();
    assertThat(item.state()).isEqualTo(new CounterState(7, 1));
    assertThat(item.logs()).isEmpty();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"1E2, 100", "41.0, 41", "-9223372036854775808, -9223372036854775808"})
  void anIntegerMayBeWrittenInAnyWay(String number, long value) {
    CounterItem item =
        ItemCodec.item(made("value", AttributeValue.fromN(number))).orElseThrow();
    assertThat(item.value()).isEqualTo(value);
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
    assertThat(ItemCodec.item(attributes)).contains(FULL);
  }

  @Test
  void noAttributesAreNoItem() {
    assertThat(ItemCodec.item(Map.of())).isEmpty();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments(
            "the value is text", "value", AttributeValue.fromS("7"), "value must be a number"),
        arguments("the value is a fraction", "value", AttributeValue.fromN("7.5"), "of 64 bits"),
        arguments("the value is too large", "value", AttributeValue.fromN("1e30"), "of 64 bits"),
        arguments("the version is negative", "version", AttributeValue.fromN("-1"), "0 or more"),
        arguments("the source is missing", "source", null, "source must be present"),
        arguments("the offset is missing", "offset", null, "source and offset belong together"),
        arguments(
            "the source is malformed", "source", AttributeValue.fromS("x"), "<topic id>/<part"),
        arguments(
            "the journal is not ours",
            "journal",
            AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {9})),
            "must start with format 1"),
        arguments(
            "the time is no instant",
            "updatedAt",
            AttributeValue.fromS("noon"),
            "ISO-8601 instant"),
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
    Map<String, AttributeValue> attributes = new HashMap<>(ItemCodec.attributes(FULL));
    if (value == null) {
      attributes.remove(attribute);
    } else {
      attributes.put(attribute, value);
    }
    assertThatThrownBy(() -> ItemCodec.item(attributes))
        .isInstanceOf(UnreadableItemException.class)
        .hasMessageContaining("item of counter visits")
        .hasMessageContaining("attribute " + attribute)
        .hasMessageContaining(message);
  }

  private static Map<String, AttributeValue> made(String attribute, AttributeValue value) {
    return Map.of("counter", AttributeValue.fromS("visits"), attribute, value);
  }
}
