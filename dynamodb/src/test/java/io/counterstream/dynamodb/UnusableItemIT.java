package io.counterstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.core.BlindUpdate;
import io.counterstream.core.ConditionalPut;
import io.counterstream.core.CounterItem;
import io.counterstream.core.Limits;
import io.counterstream.core.LogProgress;
import io.counterstream.core.LogSource;
import io.counterstream.core.LoggedCommand;
import io.counterstream.core.journal.Fingerprint;
import io.counterstream.core.journal.Journal;
import io.counterstream.core.table.CounterTable;
import io.counterstream.core.table.UnwritableItemException;
import io.counterstream.core.table.WriteResponse;
import io.counterstream.testkit.client.TableClient;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** DynamoDB keeps what is unusable in an item, undoes blind updates of it, and sees its cure. */
class UnusableItemIT {
  private static final LogSource OURS = new LogSource("topicA", 0);
  private static final Instant NOW = Instant.parse("2026-11-21T09:00:00.123Z");

  private static NewTable created;
  private static CounterTable table;
  private static TableClient others;

  @BeforeAll
  static void connect() {
    created = NewTable.create("unusable");
    table = created.counters();
    others = created.others();
  }

  @AfterAll
  static void disconnect() {
    created.close();
  }

  static Stream<Arguments> contents() {
    AttributeValue five = AttributeValue.fromN("5");
    return Stream.of(
        arguments("no value", Map.of()),
        arguments("a version without a value", Map.of("version", five)),
        arguments("a value that is a text", Map.of("value", AttributeValue.fromS("7"))),
        arguments(
            "a value that is a map", Map.of("value", AttributeValue.fromM(Map.of("a", five)))),
        arguments("a fraction", Map.of("value", AttributeValue.fromN("1.5"), "version", five)),
        arguments(
            "a fraction that a sum has no digits for",
            Map.of("value", AttributeValue.fromN("1E-130"), "version", five)),
        arguments(
            "a value of 80 bits", Map.of("value", AttributeValue.fromN("1" + "0".repeat(24)))),
        arguments(
            "a version that is a fraction",
            Map.of("value", five, "version", AttributeValue.fromN("1.5"))),
        arguments(
            "the greatest version",
            Map.of("value", five, "version", AttributeValue.fromN("9223372036854775807"))),
        arguments(
            "a negative version", Map.of("value", five, "version", AttributeValue.fromN("-1"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("contents")
  void isKeptWhileItsRejectionsAreRecorded(String kind, Map<String, AttributeValue> made) {
    String counter = given(made);
    Map<String, AttributeValue> content = contentOf(counter);
    CounterItem found = blindUpdate(counter, 40);
    assertThat(found.state()).isEmpty();
    CounterItem first = accepted(put(found, 40));
    assertThat(contentOf(counter)).isEqualTo(content);
    assertThat(others.item(counter).orElseThrow())
        .containsEntry("offset", AttributeValue.fromN("40"))
        .doesNotContainKeys("valueBefore", "versionBefore");
    accepted(put(first, 41));
    assertThat(contentOf(counter)).isEqualTo(content);
    assertThat(table.put(put(first, 41)).toCompletableFuture().join())
        .as("the offset has moved")
        .isInstanceOf(WriteResponse.Refused.class);
    CounterItem read = table.read(counter).toCompletableFuture().join().orElseThrow();
    assertThat(read.state()).isEmpty();
    assertThat(read.logs()).isEqualTo(List.of(progress(41)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("contents")
  void itsCureRefusesTheRecordOfARejection(String kind, Map<String, AttributeValue> content) {
    String counter = given(content);
    CounterItem found = blindUpdate(counter, 40);
    Map<String, AttributeValue> cured = new HashMap<>(others.item(counter).orElseThrow());
    cured.put("value", AttributeValue.fromN("70"));
    cured.put("version", AttributeValue.fromN("8"));
    others.put(cured);
    WriteResponse refused = table.put(put(found, 40)).toCompletableFuture().join();
    assertThat(refused).isInstanceOf(WriteResponse.Refused.class);
    CounterItem there = refused.current().orElseThrow();
    assertThat(there.state()).contains(new CounterState(70, 8));
    CounterItem next =
        new CounterItem(counter, 71, OptionalLong.of(9), List.of(progress(40)), Optional.of(NOW));
    accepted(new ConditionalPut(next, Optional.of(there)));
    assertThat(contentOf(counter)).containsEntry("value", AttributeValue.fromN("71"));
  }

  /** The value moved although it was usable, since the version was not. */
  @Test
  void aBlindUpdateIsUndoneWhenOnlyTheVersionIsCured() {
    AttributeValue five = AttributeValue.fromN("5");
    String counter = given(Map.of("value", five, "version", AttributeValue.fromN("1.5")));
    blindUpdate(counter, 40);
    Map<String, AttributeValue> cured = new HashMap<>(others.item(counter).orElseThrow());
    assertThat(cured).containsEntry("value", AttributeValue.fromN("6"));
    cured.put("version", AttributeValue.fromN("2"));
    others.put(cured);
    CounterItem there = table.read(counter).toCompletableFuture().join().orElseThrow();
    assertThat(there.state()).contains(new CounterState(5, 2));
    assertThat(there.logs()).isEqualTo(List.of(new LogProgress(OURS, 39, Journal.EMPTY)));
  }

  @Test
  void anItemThatIsFullCanNotBeWritten() {
    String counter = given(Map.of(
        "value", AttributeValue.fromN("5"),
        "version", AttributeValue.fromN("3"),
        "notes", AttributeValue.fromS("x".repeat(409_500))));
    CounterItem found = blindUpdate(counter, 40);
    assertThat(found.state()).as("read instead").contains(new CounterState(5, 3));
    CounterItem item =
        new CounterItem(counter, 6, OptionalLong.of(4), List.of(progress(40)), Optional.of(NOW));
    assertThatThrownBy(() -> table
            .put(new ConditionalPut(item, Optional.of(found)))
            .toCompletableFuture()
            .join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            UnwritableItemException.class,
            unwritable -> assertThat(unwritable.counter()).isEqualTo(counter))
        .hasMessageContaining("item of counter " + counter + " can't be written: ");
  }

  private static String given(Map<String, AttributeValue> content) {
    String counter = UUID.randomUUID().toString();
    Map<String, AttributeValue> item = new HashMap<>(content);
    item.put("counter", AttributeValue.fromS(counter));
    others.put(item);
    return counter;
  }

  private static Map<String, AttributeValue> contentOf(String counter) {
    return RawAttributes.contentOf(others.item(counter).orElseThrow());
  }

  private static CounterItem blindUpdate(String counter, long offset) {
    CounterCommand command = new CounterCommand("id", counter, 1, Expectation.ANY);
    BlindUpdate update = BlindUpdate.of(
            List.of(new LoggedCommand(offset, NOW, command)), OURS, Limits.DEFAULT)
        .orElseThrow();
    return table.blindUpdate(update).toCompletableFuture().join().current().orElseThrow();
  }

  /** The put that records the rejection of the command at an offset. */
  private static ConditionalPut put(CounterItem seen, long offset) {
    return new ConditionalPut(
        new CounterItem(
            seen.counter(),
            seen.content(),
            List.of(progress(offset)),
            seen.updatedAt(),
            Optional.empty()),
        Optional.of(seen));
  }

  private static LogProgress progress(long offset) {
    Journal.Writer journal = Journal.EMPTY.writer();
    journal.add(offset, Optional.empty(), Fingerprint.UNKNOWN);
    return new LogProgress(OURS, offset, journal.journal());
  }

  private static CounterItem accepted(ConditionalPut put) {
    WriteResponse response = table.put(put).toCompletableFuture().join();
    assertThat(response).isInstanceOf(WriteResponse.Accepted.class);
    return response.current().orElseThrow();
  }
}
