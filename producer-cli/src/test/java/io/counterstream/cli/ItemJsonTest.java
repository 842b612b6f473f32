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
    CounterItem item = new CounterItem(
        "c",
        new CounterItem.Unusable("no value"),
        List.of(new LogProgress(new LogSource("T", 0), 7, journal.journal())),
        Optional.empty(),
        Optional.empty());
    assertThat(ItemJson.all(item, 2)).isEqualToIgnoringWhitespace("""
            {"counter":"c","fault":"no value","logs":[{"topicId":"T","partition":0,"offset":7,
            "journalSize":2,"journal":[{"offset":6,"value":5,"version":3},
            {"offset":7,"unusable":true}]}]}
            """);
  }
}
