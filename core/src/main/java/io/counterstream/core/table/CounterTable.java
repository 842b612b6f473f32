package io.counterstream.core.table;

import io.counterstream.core.BlindUpdate;
import io.counterstream.core.ConditionalPut;
import io.counterstream.core.CounterItem;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The authoritative table. Thread-safe and asynchronous.
 *
 * <p>If a stage completes with an {@link ItemFaultException}, the same request would fail again
 * until the item has changed. Every other exception leaves it open whether the table executed the
 * request, or will still execute it.
 */
public interface CounterTable {
  /** Reads an item, strongly consistent; empty if the table holds none. */
  CompletionStage<Optional<CounterItem>> read(String counter);

  /**
   * Returns a hash of an item with all its attributes, also those of other programs, whether it can
   * be decoded or not. Two hashes that differ show that the item has changed.
   */
  default CompletionStage<Integer> itemHash(String counter) {
    return read(counter).thenApply(Optional::hashCode);
  }

  /** Decides commands against an item that was not read, if the update's condition holds. */
  CompletionStage<WriteResponse> blindUpdate(BlindUpdate update);

  /** Puts a counter's attributes, if the table still holds the item that was seen. */
  CompletionStage<WriteResponse> put(ConditionalPut put);
}
