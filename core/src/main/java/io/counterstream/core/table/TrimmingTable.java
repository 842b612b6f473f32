package io.counterstream.core.table;

import io.counterstream.core.BlindUpdate;
import io.counterstream.core.ConditionalPut;
import io.counterstream.core.CounterItem;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A table whose puts also drop the journal entries of other logs that no owner of these can ask for
 * any more. Otherwise these entries would stay for as long as the logs do not write the counter
 * themselves; eight full journals are more than an item can hold.
 *
 * <p>An entry below its log's decided offset is dropped, as the log's own owner would do. The log's
 * offset and its newest entry stay, also if the topic no longer exists: a zombie that still follows
 * it would take its commands for undecided if the item did not tell that they were decided.
 *
 * <p>The condition of a put compares other logs by their offsets, which trimming does not change.
 */
public final class TrimmingTable implements CounterTable {
  private final CounterTable table;
  private final OtherLogs known;

  /** Writes to another table what is left of each put. */
  public TrimmingTable(CounterTable table, OtherLogs known) {
    this.table = table;
    this.known = known;
  }

  @Override
  public CompletionStage<Optional<CounterItem>> read(String counter) {
    return table.read(counter);
  }

  @Override
  public CompletionStage<Integer> itemHash(String counter) {
    return table.itemHash(counter);
  }

  @Override
  public CompletionStage<WriteResponse> blindUpdate(BlindUpdate update) {
    return table.blindUpdate(update);
  }

  @Override
  public CompletionStage<WriteResponse> put(ConditionalPut put) {
    return table.put(trimmed(put, known));
  }

  /** The same put with what is needed of other logs. */
  public static ConditionalPut trimmed(ConditionalPut put, OtherLogs known) {
    return put.item().logs().size() <= 1
        ? put
        : new ConditionalPut(
            put.item().withOtherLogs(log -> log.from(known.neededFrom(log.source()))), put.seen());
  }
}
