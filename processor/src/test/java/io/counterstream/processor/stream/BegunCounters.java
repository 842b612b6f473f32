package io.counterstream.processor.stream;

import io.counterstream.core.BlindUpdate;
import io.counterstream.core.ConditionalPut;
import io.counterstream.core.CounterItem;
import io.counterstream.core.table.CounterTable;
import io.counterstream.core.table.WriteResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A table that never responds and notes the order in which counters are asked for. Each counter is
 * named after the offset of its only command.
 *
 * @param offsets receives the offsets
 */
record BegunCounters(List<Long> offsets) implements CounterTable {
  @Override
  public CompletionStage<Optional<CounterItem>> read(String counter) {
    throw new IllegalStateException("a blind update needs no read");
  }

  @Override
  public CompletionStage<WriteResponse> blindUpdate(BlindUpdate update) {
    offsets.add(Long.parseLong(update.counter()));
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<WriteResponse> put(ConditionalPut put) {
    throw new IllegalStateException("no blind update was answered yet");
  }
}
