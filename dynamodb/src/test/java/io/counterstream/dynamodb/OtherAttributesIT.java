package io.counterstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.counterstream.core.journal.Journal;
import io.counterstream.core.table.CounterTable;
import io.counterstream.core.table.WriteResponse;
import io.counterstream.testkit.client.TableClient;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attributes that other programs keep in a counter's item survive every write. */
class OtherAttributesIT {
  private static final LogSource OURS = new LogSource("topicA", 0);
  private static final LogSource OTHER = new LogSource("topicB", 3);
  private static final Instant NOW = Instant.parse("2026-11-21T09:00:00.123Z");
  private static final Map<String, AttributeValue> OTHERS = Map.of(
      "description", AttributeValue.fromS("visits of the home page"),
      "tenant", AttributeValue.fromM(Map.of("id", AttributeValue.fromN("7"))),
      "reviewedAt", AttributeValue.fromN("1795251600"));

  private static NewTable created;
  private static CounterTable table;
  private static TableClient others;

  @BeforeAll
  static void connect() {
    created = NewTable.create("other-attributes");
    table = created.counters();
    others = created.others();
  }

  @AfterAll
  static void disconnect() {
    created.close();
  }

  @Test
  void surviveEveryKindOfPut() {
    Optional<CounterItem> given = given("puts", "value", "5");
    Optional<CounterItem> changed = put(given, 6, 2, log(OURS, 40));
    Optional<CounterItem> checked = put(changed, 6, 2, log(OURS, 41));
    Optional<CounterItem> ofTwoLogs = put(checked, 7, 3, log(OTHER, 90), log(OURS, 41));
    Optional<CounterItem> again = put(ofTwoLogs, 8, 4, log(OTHER, 91), log(OURS, 41));
    put(again, 9, 5, log(OTHER, 92));
    assertThat(attributesOf("puts")).containsAllEntriesOf(OTHERS).doesNotContainKey("otherLogs");
  }

  @Test
  void surviveABlindUpdateAndThePutThatFollows() {
    given("blind", "value", "5", "version", "3");
    Optional<CounterItem> left = blindUpdate("blind", 40);
    assertThat(left.flatMap(CounterItem::state)).contains(new CounterState(6, 4));
    assertThat(attributesOf("blind")).containsAllEntriesOf(OTHERS).containsKey("valueBefore");
    put(left, 7, 5, log(OURS, 41));
    assertThat(attributesOf("blind"))
        .containsAllEntriesOf(OTHERS)
        .doesNotContainKeys("valueBefore", "versionBefore");
  }

  private static Optional<CounterItem> given(String counter, String... numbers) {
    Map<String, AttributeValue> item = new HashMap<>(OTHERS);
    item.put("counter", AttributeValue.fromS(counter));
    for (int i = 0; i < numbers.length; i += 2) {
      item.put(numbers[i], AttributeValue.fromN(numbers[i + 1]));
    }
    others.put(item);
    return table.read(counter).toCompletableFuture().join();
  }

  /** Puts value, version and logs in place of the item seen, and checks that they are there. */
  private static Optional<CounterItem> put(
      Optional<CounterItem> seen, long value, long version, LogProgress... logs) {
    CounterItem item = new CounterItem(
        seen.orElseThrow().counter(),
        value,
        OptionalLong.of(version),
        List.of(logs),
        Optional.of(NOW));
    assertThat(table.put(new ConditionalPut(item, seen)).toCompletableFuture().join())
        .isEqualTo(new WriteResponse.Accepted(item));
    Optional<CounterItem> there =
        table.read(item.counter()).toCompletableFuture().join();
    assertThat(there).contains(item);
    return there;
  }

  private static Optional<CounterItem> blindUpdate(String counter, long offset) {
    CounterCommand command = new CounterCommand("id", counter, 1, Expectation.ANY);
    BlindUpdate update = BlindUpdate.of(
            List.of(new LoggedCommand(offset, NOW, command)), OURS, Limits.DEFAULT)
        .orElseThrow();
    return table.blindUpdate(update).toCompletableFuture().join().current();
  }

  private static LogProgress log(LogSource source, long offset) {
    Journal.Writer journal = Journal.EMPTY.writer();
    journal.add(offset, new CounterState(2, 2));
    return new LogProgress(source, offset, journal.journal());
  }

  private static Map<String, AttributeValue> attributesOf(String counter) {
    return others.item(counter).orElseThrow();
  }
}
