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
import io.counterstream.core.RuledTable;
import io.counterstream.core.journal.Fingerprint;
import io.counterstream.core.journal.Journal;
import io.counterstream.core.table.CounterTable;
import io.counterstream.core.table.WriteResponse;
import io.counterstream.testkit.Servers;
import io.counterstream.testkit.client.TableHttp;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the engine needs of a table, on each kind of table: the simulation's, DynamoDB Local, a
 * table that ignores what a write is to return, and the one named by {@code -Dtable.real}, with the
 * region and credentials of this machine. The items have random names and remain.
 */
class TableContractIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final LogSource OURS = new LogSource("topicA", 0);
  private static final LogSource OTHER = new LogSource("topicB", 3);
  private static final Instant NOW = Instant.parse("2026-11-21T09:00:00.123Z");

  private static final List<DynamoDb> CONNECTIONS = new ArrayList<>();
  private static final List<Kind> KINDS = new ArrayList<>();

  /** A table and its name in reports. */
  private record Kind(String name, CounterTable table) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void connect() {
    KINDS.add(new Kind("simulated", new RuledTable()));
    DynamoDb.Address local =
        address("contract-" + UUID.randomUUID(), Optional.of(Servers.shared().tableEndpoint()));
    add("local", DynamoDb.open(local));
    add("returning nothing", DynamoDb.open(local, TableHttp.returningNothing()));
    Optional.ofNullable(System.getProperty("table.real"))
        .ifPresent(name -> add("real", DynamoDb.open(address(name, Optional.empty()))));
  }

  private static DynamoDb.Address address(String table, Optional<URI> endpoint) {
    return new DynamoDb.Address(table, endpoint, Optional.empty(), 64, TIMEOUT);
  }

  private static void add(String name, DynamoDb connection) {
    CONNECTIONS.add(connection);
    connection.provision();
    KINDS.add(new Kind(name, connection.counterTable()));
  }

  @AfterAll
  static void disconnect() {
    CONNECTIONS.forEach(DynamoDb::close);
  }

  static Stream<Kind> tables() {
    return KINDS.stream();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aReadSeesTheWriteBeforeIt(Kind on) {
    CounterItem first = item(UUID.randomUUID().toString(), 1, 5);
    assertThat(join(on.table().read(first.counter()))).isEmpty();
    assertAccepted(on, put(first, Optional.empty()));
    for (int i = 2; i < 12; i++) {
      CounterItem seen = join(on.table().read(first.counter())).orElseThrow();
      assertThat(seen.usable().value()).isEqualTo(i - 1);
      assertAccepted(on, put(item(first.counter(), i, 5 + i), Optional.of(seen)));
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void anItemIsStoredAsItWasPut(Kind on) {
    Journal.Writer journal = Journal.EMPTY.writer();
    journal.add(3, new CounterState(Long.MIN_VALUE, 1), new Fingerprint(7, -1));
    journal.add(9, new CounterState(Long.MAX_VALUE, 8), new Fingerprint(8, 42));
    CounterItem item = new CounterItem(
        UUID.randomUUID().toString(),
        Long.MIN_VALUE,
        OptionalLong.of(Long.MAX_VALUE - 1),
        List.of(new LogProgress(OURS, 9, journal.journal()), log(OTHER, 1L << 62)),
        Optional.of(NOW));
    assertAccepted(on, put(item, Optional.empty()));
    assertThat(join(on.table().read(item.counter()))).contains(item);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aPutIsRefusedUnlessTheItemIsTheOneSeen(Kind on) {
    CounterItem there = item(UUID.randomUUID().toString(), 5, 40);
    CounterItem next = item(there.counter(), 6, 41);
    CounterItem none = item(UUID.randomUUID().toString(), 6, 41);
    assertRefused(on, put(none, Optional.of(item(none.counter(), 5, 40))), Optional.empty());
    assertAccepted(on, put(there, Optional.empty()));
    assertRefused(on, put(next, Optional.empty()), Optional.of(there));
    for (CounterItem other : List.of(
        item(there.counter(), 4, 40),
        item(there.counter(), 5, 39),
        new CounterItem(there.counter(), 5, OptionalLong.of(6), there.logs(), there.updatedAt()),
        new CounterItem(there.counter(), 5, OptionalLong.empty(), there.logs(), there.updatedAt()),
        new CounterItem(
            there.counter(),
            5,
            there.usable().storedVersion(),
            List.of(log(OTHER, 40)),
            Optional.of(NOW)),
        new CounterItem(
            there.counter(),
            5,
            there.usable().storedVersion(),
            List.of(log(OURS, 40), log(OTHER, 2)),
            Optional.of(NOW)))) {
      assertRefused(on, put(next, Optional.of(other)), Optional.of(there));
    }
    assertAccepted(on, put(next, Optional.of(there)));
    assertRefused(on, put(next, Optional.of(there)), Optional.of(next));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void ofPutsAtOnceOneIsAccepted(Kind on) {
    CounterItem there = item(UUID.randomUUID().toString(), 5, 40);
    assertAccepted(on, put(there, Optional.empty()));
    List<CompletableFuture<WriteResponse>> responses = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      responses.add(on.table()
          .put(put(item(there.counter(), 100 + i, 41), Optional.of(there)))
          .toCompletableFuture());
    }
    List<WriteResponse> accepted = responses.stream()
        .map(TableContractIT::join)
        .filter(WriteResponse.Accepted.class::isInstance)
        .toList();
    assertThat(accepted).hasSize(1);
    assertThat(join(on.table().read(there.counter()))).isEqualTo(accepted.get(0).current());
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aBlindUpdateReturnsTheItemThatIsThere(Kind on) {
    String counter = UUID.randomUUID().toString();
    BlindUpdate expectingFive = update(counter, 40, Expectation.exactly(5));
    assertThat(join(on.table().blindUpdate(expectingFive)).current()).isEmpty();
    Optional<CounterItem> created =
        join(on.table().blindUpdate(update(counter, 41, Expectation.ANY))).current();
    assertThat(created.flatMap(CounterItem::state)).contains(new CounterState(1, 1));
    assertThat(join(on.table().read(counter))).isEqualTo(created);
    assertThat(join(on.table().blindUpdate(expectingFive)).current()).isEqualTo(created);
    assertThat(
            join(on.table().blindUpdate(update(counter, 41, Expectation.ANY))).current())
        .as("again")
        .isEqualTo(created);
    Optional<CounterItem> more = join(on.table()
            .blindUpdate(update(counter, 42, Expectation.exactly(1))))
        .current();
    assertThat(more.flatMap(CounterItem::state)).contains(new CounterState(2, 2));
    assertThat(more.flatMap(item -> item.progressOf(OURS)).map(LogProgress::offset))
        .contains(42L);
  }

  private static ConditionalPut put(CounterItem item, Optional<CounterItem> seen) {
    return new ConditionalPut(item, seen);
  }

  private static void assertAccepted(Kind on, ConditionalPut put) {
    assertThat(join(on.table().put(put))).isEqualTo(new WriteResponse.Accepted(put.item()));
  }

  private static void assertRefused(Kind on, ConditionalPut put, Optional<CounterItem> there) {
    assertThat(join(on.table().put(put))).isEqualTo(new WriteResponse.Refused(there));
  }

  private static <T> T join(CompletionStage<T> response) {
    return response.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static CounterItem item(String counter, long value, long offset) {
    return new CounterItem(
        counter, value, OptionalLong.of(5), List.of(log(OURS, offset)), Optional.of(NOW));
  }

  private static LogProgress log(LogSource source, long offset) {
    Journal.Writer journal = Journal.EMPTY.writer();
    journal.add(offset, new CounterState(2, 2));
    return new LogProgress(source, offset, journal.journal());
  }

  private static BlindUpdate update(String counter, long offset, Expectation expected) {
    CounterCommand command = new CounterCommand("id" + offset, counter, 1, expected);
    return BlindUpdate.of(List.of(new LoggedCommand(offset, NOW, command)), OURS, Limits.DEFAULT)
        .orElseThrow();
  }
}
