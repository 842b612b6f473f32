package io.counterstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.CounterState;
import io.counterstream.core.CounterItem;
import io.counterstream.core.LogProgress;
import io.counterstream.core.LogSource;
import io.counterstream.core.journal.Fingerprint;
import io.counterstream.core.journal.Journal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The JSON of items that are no counter's. */
class ItemJsonTest {
  @Test
  void anUnusableItemHasAFaultInsteadOfAState() {
    Journal.Writer journal = Journal.EMPTY.writer();
    journal.add(6, new CounterState(5, 3));
    journal.add(7, Optional.empty(), Fingerprint.UNKNOWN);
    journal.add(8, new CounterState(0, 4, true));
    CounterItem item = new CounterItem(
        "c",
        new CounterItem.Unusable("no value"),
        List.of(new LogProgress(new LogSource("T", 0), 8, journal.journal())),
        Optional.empty(),
        Optional.empty());
    assertThat(ItemJson.all(item, 3)).isEqualToIgnoringWhitespace("""
            {"counter":"c","fault":"no value","logs":[{"topicId":"T","partition":0,"offset":8,
            "journalSize":3,"journal":[{"offset":6,"value":5,"version":3},
            {"offset":7,"unusable":true},{"offset":8,"value":0,"version":4,"deleted":true}]}]}
            """);
  }
}
