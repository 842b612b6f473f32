package io.counterstream.processor.engine;

import io.counterstream.core.BlindUpdate;
import io.counterstream.core.ConditionalPut;
import io.counterstream.core.CounterItem;
import io.counterstream.core.table.CounterTable;
import io.counterstream.core.table.WriteResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A table that executes and responds when the test says so, to inject faults and to observe
 * requests. It refuses blind updates, so that a put follows, and the probe, which it does not log.
 */
final class ManualTable implements CounterTable {
  private final Map<String, CounterItem> items = new HashMap<>();
  private final List<InFlight<?>> inFlight = new ArrayList<>();
  private final List<String> log = new ArrayList<>();

  /** A request without a response yet. */
  private record InFlight<T>(CompletableFuture<T> response, Supplier<T> execution) {
    void respond() {
      response.complete(execution.get());
    }
  }

  @Override
  public CompletionStage<Optional<CounterItem>> read(String counter) {
    return send("read " + counter, () -> item(counter));
  }

  @Override
  public CompletionStage<WriteResponse> blindUpdate(BlindUpdate update) {
    return send(
        "update " + update.counter(), () -> new WriteResponse.Refused(item(update.counter())));
  }

  @Override
  public CompletionStage<WriteResponse> put(ConditionalPut put) {
    String counter = put.item().counter();
    if (counter.equals(TableProbe.COUNTER)) {
      return CompletableFuture.completedFuture(new WriteResponse.Refused(Optional.empty()));
    }
    return send("put " + counter + " " + put.item().usable().value(), () -> {
      if (!ComparedItem.areEqual(put.seen(), item(counter))) {
        return new WriteResponse.Refused(item(counter));
      }
      items.put(counter, put.item());
      return new WriteResponse.Accepted(put.item());
    });
  }

  private <T> CompletionStage<T> send(String request, Supplier<T> execution) {
    log.add(request);
    CompletableFuture<T> response = new CompletableFuture<>();
    inFlight.add(new InFlight<>(response, execution));
    return response;
  }

  private Optional<CounterItem> item(String counter) {
    return Optional.ofNullable(items.get(counter));
  }

  /** The counter has this item. */
  void given(CounterItem item) {
    items.put(item.counter(), item);
  }

  /** Forgets all items and requests, so that they take no memory. */
  void forget() {
    items.clear();
    log.clear();
  }

  /** The requests since the last call, in order. */
  List<String> takeLog() {
    List<String> taken = List.copyOf(log);
    log.clear();
    return taken;
  }

  int inFlight() {
    return inFlight.size();
  }

  /** Executes the oldest request and responds to it. */
  void respond() {
    inFlight.remove(0).respond();
  }

  /** Executes the oldest request and loses the response. */
  void loseResponse() {
    InFlight<?> oldest = inFlight.remove(0);
    oldest.execution().get();
    oldest.response().completeExceptionally(new IllegalStateException("lost"));
  }

  /** The oldest request fails and is not executed. */
  void fail(RuntimeException cause) {
    inFlight.remove(0).response().completeExceptionally(cause);
  }

  /** The oldest request, a blind update, is accepted and leaves this item. */
  @SuppressWarnings("unchecked")
  void accept(CounterItem item) {
    given(item);
    CompletableFuture<WriteResponse> response =
        (CompletableFuture<WriteResponse>) inFlight.remove(0).response();
    response.complete(new WriteResponse.Accepted(item));
  }

  /** Responds until no request is in flight. */
  void respondToAll() {
    while (!inFlight.isEmpty()) {
      respond();
    }
  }
}
