package io.counterstream.processor.stream;

import io.counterstream.core.BlindUpdate;
import io.counterstream.core.ConditionalPut;
import io.counterstream.core.CounterItem;
import io.counterstream.core.table.CounterTable;
import io.counterstream.core.table.WriteResponse;
import io.counterstream.processor.engine.ComparedItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A table in memory that responds at once, or never. It refuses blind updates: a put follows. */
final class MemoryTable implements CounterTable {
  private final Map<String, CounterItem> items = new HashMap<>();
  private final List<String> requested = new ArrayList<>();
  private boolean silent;

  /** No request gets a response from now on. */
  void becomeSilent() {
    silent = true;
  }

  void hold(CounterItem item) {
    items.put(item.counter(), item);
  }

  /** The counters of all requests that were first of their kind, in order. */
  List<String> requested() {
    return requested;
  }

  @Override
  public CompletionStage<Optional<CounterItem>> read(String counter) {
    return respond(Optional.ofNullable(items.get(counter)));
  }

  @Override
  public CompletionStage<WriteResponse> blindUpdate(BlindUpdate update) {
    requested.add(update.counter());
    return respond(new WriteResponse.Refused(Optional.ofNullable(items.get(update.counter()))));
  }

  @Override
  public CompletionStage<WriteResponse> put(ConditionalPut put) {
    Optional<CounterItem> current = Optional.ofNullable(items.get(put.item().counter()));
    if (!ComparedItem.areEqual(put.seen(), current)) {
      return respond(new WriteResponse.Refused(current));
    }
    items.put(put.item().counter(), put.item());
    return respond(new WriteResponse.Accepted(put.item()));
  }

  private <T> CompletionStage<T> respond(T response) {
    return silent ? new CompletableFuture<>() : CompletableFuture.completedFuture(response);
  }
}
