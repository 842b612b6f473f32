package io.counterstream.core.table;

import io.counterstream.core.BlindUpdate;
import io.counterstream.core.ConditionalPut;
import io.counterstream.core.CounterItem;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The authoritative table. Thread-safe and asynchronous.
 *
 * <p>A stage that completes exceptionally says nothing about the table: the request may have been
 * done, or may be done later. Only {@link UnreadableItemException} is definite.
 */
public interface CounterTable {
  /** Reads an item, strongly consistent. */
  CompletionStage<Optional<CounterItem>> read(String counter);

  /** Applies one command to an item that was never read, if its expectation holds. */
  CompletionStage<BlindUpdateResponse> touch(BlindUpdate touch);

  /** Replaces an item if the table still holds what was seen. */
  CompletionStage<PutResponse> put(ConditionalPut put);
}
