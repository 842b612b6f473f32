package io.counterstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.core.BlindUpdate;
import io.counterstream.core.BlindUpdateTerm;
import io.counterstream.core.ConditionalPut;
import io.counterstream.core.CounterItem;
import io.counterstream.core.Limits;
import io.counterstream.core.LogProgress;
import io.counterstream.core.LogSource;
import io.counterstream.core.LoggedCommand;
import io.counterstream.core.journal.Journal;
import io.counterstream.core.table.CounterTable;
import io.counterstream.core.table.WriteResponse;
import io.counterstream.testkit.Servers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** DynamoDB carries out blind updates as the simulation's table does. */
class BlindUpdateIT {
  private static final LogSource OURS = new LogSource("topicA", 0);
  private static final LogSource OTHER = new LogSource("topicB", 3);
  private static final Instant BEFORE = Instant.parse("2026-11-20T09:00:00.123Z");
  private static final Instant NOW = Instant.parse("2026-11-21T09:00:00.123Z");
  private static final long OFFSET = 40;

  private static DynamoDb connection;
  private static CounterTable table;

  @BeforeAll
  static void connect() {
    connection = DynamoDb.open(new DynamoDb.Address(
        "blind-update-" + UUID.randomUUID(),
        Optional.of(Servers.shared().tableEndpoint()),
        Optional.empty(),
        8,
        Duration.ofSeconds(10)));
    connection.provision();
    table = connection.counterTable();
  }

  @AfterAll
  static void disconnect() {
    connection.close();
  }

  static Stream<Arguments> items() {
    return Stream.of(
        arguments("that is not there", null),
        arguments("at the least value", item(Long.MIN_VALUE, OptionalLong.of(3), log(OURS, 1))),
        arguments("without version or log", item(5, OptionalLong.empty())),
        arguments("without log", item(5, OptionalLong.of(3))),
        arguments("of version 0", item(0, OptionalLong.of(0), log(OURS, OFFSET - 1))),
        arguments("of a lower offset", item(5, OptionalLong.of(3), log(OURS, OFFSET - 1))),
        arguments("of this offset", item(5, OptionalLong.of(3), log(OURS, OFFSET))),
        arguments("of a higher offset", item(5, OptionalLong.of(3), log(OURS, OFFSET + 1))),
        arguments("of another log", item(5, OptionalLong.of(3), log(OTHER, OFFSET - 1))),
        arguments(
            "of our log and another",
            item(5, OptionalLong.of(3), log(OURS, OFFSET - 1), log(OTHER, 90))),
        arguments(
            "of another log and ours",
            item(5, OptionalLong.of(3), log(OTHER, 90), log(OURS, OFFSET - 1))),
        arguments("at the greatest value", item(Long.MAX_VALUE, OptionalLong.of(3), log(OURS, 1))),
        arguments(
            "of the greatest version",
            item(5, OptionalLong.of(Long.MAX_VALUE - 1), log(OURS, OFFSET - 1))));
  }

  private static CounterItem item(long value, OptionalLong version, LogProgress... logs) {
    String counter = UUID.randomUUID().toString();
    return new CounterItem(counter, value, version, List.of(logs), Optional.of(BEFORE));
  }

  private static LogProgress log(LogSource source, long offset) {
    Journal.Writer journal = Journal.EMPTY.writer();
    journal.add(offset, new CounterState(2, 2));
    return new LogProgress(source, offset, journal.journal());
  }

  @ParameterizedTest(name = "an item {0}")
  @MethodSource("items")
  void isAcceptedIfAndOnlyIfItsConditionHolds(String kind, CounterItem item) {
    int accepted = 0;
    for (BlindUpdate update : updates(item == null ? 5 : item.usable().value())) {
      Optional<CounterItem> there = Optional.ofNullable(item)
          .map(given -> item(given.usable().value(), given.usable().storedVersion(), given.logs()));
      there.ifPresent(given -> assertThat(table.put(new ConditionalPut(given, Optional.empty())))
          .succeedsWithin(Duration.ofSeconds(10))
          .isEqualTo(new WriteResponse.Accepted(given)));
      BlindUpdate ours =
          onCounter(there.map(CounterItem::counter).orElse(UUID.randomUUID().toString()), update);
      Optional<CounterItem> left = BlindUpdateTerm.all().apply(ours, there);
      WriteResponse expected = left.<WriteResponse>map(WriteResponse.Accepted::new)
          .orElse(new WriteResponse.Refused(there));
      assertThat(blindUpdate(ours)).as("%s", ours).isEqualTo(expected);
      assertThat(blindUpdate(ours))
          .as("again %s", ours)
          .isEqualTo(new WriteResponse.Refused(expected.current()));
      accepted += left.isPresent() ? 1 : 0;
    }
    System.out.printf("an item %s: %d blind updates accepted%n", kind, accepted);
  }

  /** A later edit of the version does not change the journal. */
  @Test
  void theNextPutKnowsWhatTheBlindUpdateLeft() {
    CounterItem there = item(5, OptionalLong.of(3), log(OURS, OFFSET - 1), log(OTHER, 90));
    table.put(new ConditionalPut(there, Optional.empty())).toCompletableFuture().join();
    CounterItem left =
        blindUpdate(onCounter(there.counter(), updates(5).get(0))).current().orElseThrow();
    assertThat(left.progressOf(OURS).orElseThrow().journal().find(OFFSET))
        .contains(new Journal.Entry(OFFSET, 5, 3));
    CounterItem next = new CounterItem(
        left.counter(),
        9,
        OptionalLong.of(9),
        List.of(log(OTHER, 91), left.progressOf(OURS).orElseThrow()),
        left.updatedAt());
    assertThat(table.put(new ConditionalPut(next, Optional.of(left))))
        .succeedsWithin(Duration.ofSeconds(10))
        .isEqualTo(new WriteResponse.Accepted(next));
    assertThat(table.read(left.counter()))
        .succeedsWithin(Duration.ofSeconds(10))
        .isEqualTo(Optional.of(next));
  }

  private static WriteResponse blindUpdate(BlindUpdate update) {
    return table.blindUpdate(update).toCompletableFuture().join();
  }

  private static CounterItem item(long value, OptionalLong version, List<LogProgress> logs) {
    return item(value, version, logs.toArray(LogProgress[]::new));
  }

  /** The updates that the machine would send, of one command and of three. */
  private static List<BlindUpdate> updates(long value) {
    List<BlindUpdate> updates = new ArrayList<>();
    for (Expectation expected :
        List.of(Expectation.exactly(value), Expectation.exactly(value - 1), Expectation.ANY)) {
      for (OptionalLong version :
          List.of(OptionalLong.empty(), OptionalLong.of(3), OptionalLong.of(4))) {
        for (long delta : new long[] {-2, 0, 7, Long.MAX_VALUE, Long.MIN_VALUE}) {
          LoggedCommand first = command(OFFSET, delta, expected, version);
          List<LoggedCommand> more = List.of(
              first,
              command(OFFSET + 1, 3, Expectation.ANY, OptionalLong.empty()),
              command(OFFSET + 2, -9, Expectation.ANY, OptionalLong.empty()));
          BlindUpdate.of(List.of(first), OURS, Limits.DEFAULT).ifPresent(updates::add);
          BlindUpdate.of(more, OURS, Limits.DEFAULT).ifPresent(updates::add);
        }
      }
    }
    for (Bounds bounds : List.of(
        Bounds.atLeast(0), Bounds.atMost(-1), Bounds.atLeast(value), Bounds.atMost(value))) {
      for (long delta : new long[] {-2, 0, 7}) {
        LoggedCommand first = command(OFFSET, delta, bounds);
        LoggedCommand next = command(OFFSET + 1, 3, Bounds.atMost(Long.MAX_VALUE - 1));
        BlindUpdate.of(List.of(first), OURS, Limits.DEFAULT).ifPresent(updates::add);
        BlindUpdate.of(List.of(first, next), OURS, Limits.DEFAULT).ifPresent(updates::add);
      }
    }
    return updates;
  }

  private static LoggedCommand command(long offset, long delta, Bounds bounds) {
    CounterCommand any = new CounterCommand("id" + offset, "c", delta, Expectation.ANY);
    return new LoggedCommand(offset, NOW, any.within(bounds));
  }

  private static LoggedCommand command(
      long offset, long delta, Expectation expected, OptionalLong version) {
    return new LoggedCommand(
        offset, NOW, new CounterCommand("id" + offset, "c", delta, expected, version));
  }

  private static BlindUpdate onCounter(String counter, BlindUpdate update) {
    return new BlindUpdate(
        counter,
        update.first(),
        update.last(),
        update.values(),
        update.versions(),
        update.mayBeAbsent(),
        update.delta(),
        update.changes(),
        update.updatedAt(),
        update.journal());
  }
}
