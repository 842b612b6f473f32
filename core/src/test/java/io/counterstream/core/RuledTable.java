package io.counterstream.core;

import io.counterstream.core.table.CounterTable;
import io.counterstream.core.table.WriteResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** A table in memory with the rules of the simulation's. It responds at once. Thread-safe. */
public final class RuledTable implements CounterTable {
  private final Map<String, CounterItem> items = new ConcurrentHashMap<>();

  @Override
  public CompletionStage<Optional<CounterItem>> read(String counter) {
    return CompletableFuture.completedFuture(Optional.ofNullable(items.get(counter)));
  }

  @Override
  public CompletionStage<WriteResponse> blindUpdate(BlindUpdate update) {
    return write(update.counter(), actual -> TableRules.REAL.blindUpdate().apply(update, actual));
  }

  @Override
  public CompletionStage<WriteResponse> put(ConditionalPut put) {
    return write(put.item().counter(), actual -> {
      boolean holds = put.seen().isEmpty() || actual.isEmpty()
          ? put.seen().equals(actual)
          : TableRules.REAL.condition().test(put.seen().get(), actual.get());
      return holds ? Optional.of(RawContent.leftBy(put)) : Optional.empty();
    });
  }

  /** What a request makes of an item; nothing if its condition does not hold. */
  private interface Write {
    Optional<CounterItem> apply(Optional<CounterItem> actual);
  }

  private synchronized CompletionStage<WriteResponse> write(String counter, Write write) {
    Optional<CounterItem> actual = Optional.ofNullable(items.get(counter));
    Optional<CounterItem> written = write.apply(actual);
    written.ifPresent(item -> items.put(counter, item));
    return CompletableFuture.completedFuture(written
        .<WriteResponse>map(WriteResponse.Accepted::new)
        .orElseGet(() -> new WriteResponse.Refused(actual)));
  }
}
