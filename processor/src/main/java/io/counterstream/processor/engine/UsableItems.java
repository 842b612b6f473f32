package io.counterstream.processor.engine;

import io.counterstream.core.BlindUpdate;
import io.counterstream.core.ConditionalPut;
import io.counterstream.core.CounterItem;
import io.counterstream.core.table.CounterTable;
import io.counterstream.core.table.UnreadableItemException;
import io.counterstream.core.table.WriteResponse;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A table of which an unusable item is a fault, so that nothing is decided against it. */
public final class UsableItems implements CounterTable {
  private final CounterTable table;

  /** Wraps a table. */
  public UsableItems(CounterTable table) {
    this.table = table;
  }

  @Override
  public CompletionStage<Optional<CounterItem>> read(String counter) {
    return table.read(counter).thenApply(UsableItems::checked);
  }

  @Override
  public CompletionStage<Integer> itemHash(String counter) {
    return table.itemHash(counter);
  }

  @Override
  public CompletionStage<WriteResponse> blindUpdate(BlindUpdate update) {
    return table.blindUpdate(update).thenApply(UsableItems::checked);
  }

  @Override
  public CompletionStage<WriteResponse> put(ConditionalPut put) {
    return table.put(put).thenApply(UsableItems::checked);
  }

  private static WriteResponse checked(WriteResponse response) {
    checked(response.current());
    return response;
  }

  private static Optional<CounterItem> checked(Optional<CounterItem> item) {
    if (item.isPresent() && item.get().content() instanceof CounterItem.Unusable unusable) {
      throw new UnreadableItemException(item.get().counter(), unusable.fault());
    }
    return item;
  }
}
