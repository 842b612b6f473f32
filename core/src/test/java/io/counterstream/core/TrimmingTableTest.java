package io.counterstream.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.CounterState;
import io.counterstream.core.journal.Journal;
import io.counterstream.core.table.TrimmingTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a put keeps of the logs that it does not belong to. */
class TrimmingTableTest {
  private static final LogSource OURS = new LogSource("T", 0);
  private static final LogSource DECIDED = new LogSource("T", 1);
  private static final LogSource GONE = new LogSource("S", 0);
  private static final LogSource UNKNOWN = new LogSource("U", 0);

  private static final Map<LogSource, Long> NEEDED =
      Map.of(OURS, Long.MAX_VALUE, DECIDED, 12L, GONE, Long.MAX_VALUE);

  private static LogProgress log(LogSource source) {
    Journal.Writer journal = Journal.EMPTY.writer();
    for (int i = 0; i < 5; i++) {
      journal.add(10 + i, new CounterState(i, i));
    }
    return new LogProgress(source, 14, journal.journal());
  }

  @Test
  void entriesWithCommittedOutcomesAreDroppedExceptTheNewest() {
    CounterItem item = new CounterItem(
        "c",
        5,
        OptionalLong.of(5),
        List.of(log(OURS), log(DECIDED), log(GONE), log(UNKNOWN)),
        Optional.empty());
    RuledTable table = new RuledTable();
    new TrimmingTable(table, source -> NEEDED.getOrDefault(source, 0L))
        .put(new ConditionalPut(item, Optional.empty()))
        .toCompletableFuture()
        .join();
    List<LogProgress> logs =
        table.read("c").toCompletableFuture().join().orElseThrow().logs();
    assertThat(logs).extracting(LogProgress::offset).containsOnly(14L);
    assertThat(logs)
        .extracting(log -> log.journal().toString())
        .containsExactly(
            "[10:0/0 11:1/1 12:2/2 13:3/3 14:4/4]",
            "[12:2/2 13:3/3 14:4/4]",
            "[14:4/4]",
            "[10:0/0 11:1/1 12:2/2 13:3/3 14:4/4]");
  }
}
