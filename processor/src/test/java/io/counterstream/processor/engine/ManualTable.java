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
import java.util.stream.Stream;

/**
 * A table that answers when a test says so: to inject faults and to see what is asked. It refuses
 * blind updates, so that a put follows.
 */
final class ManualTable implements CounterTable {
  private final Map<String, CounterItem> items = new HashMap<>();
  private final List<Asked> asked = new ArrayList<>();
  private final List<String> log = new ArrayList<>();

  /** Whether requests fail before they are sent, and how deep in calls one was at most. */
  private boolean closed;

  private long deepest;

  private String unsendable = "";

  /** A request without an answer yet. */
  private record Asked(Runnable answer, CompletableFuture<?> future) {}

  @Override
  public CompletionStage<Optional<CounterItem>> read(String counter) {
    throw new IllegalStateException("a blind update needs no read");
  }

  @Override
  public CompletionStage<WriteResponse> blindUpdate(BlindUpdate update) {
    if (closed) {
      return unsent();
    }
    if (update.counter().equals(unsendable)) {
      throw new NoClassDefFoundError("for a request");
    }
    CompletableFuture<WriteResponse> future = new CompletableFuture<>();
    log.add("update " + update.counter());
    asked.add(new Asked(
        () -> {
          Optional<CounterItem> there = Optional.ofNullable(items.get(update.counter()));
          future.complete(new WriteResponse.Refused(there));
        },
        future));
    return future;
  }

  @Override
  public CompletionStage<WriteResponse> put(ConditionalPut put) {
    if (closed) {
      return unsent();
    }
    CompletableFuture<WriteResponse> future = new CompletableFuture<>();
    log.add("put " + put.item().counter() + " " + put.item().value());
    asked.add(new Asked(
        () -> {
          Optional<CounterItem> there = Optional.ofNullable(items.get(put.item().counter()));
          if (there.equals(put.seen())) {
            items.put(put.item().counter(), put.item());
            future.complete(new WriteResponse.Accepted(put.item()));
          } else {
            future.complete(new WriteResponse.Refused(there));
          }
        },
        future));
    return future;
  }

  private <T> CompletionStage<T> unsent() {
    deepest = Math.max(deepest, StackWalker.getInstance().walk(Stream::count));
    return CompletableFuture.failedFuture(new IllegalStateException("closed"));
  }

  /** From now on blind updates of this counter don't even become requests. */
  void breakFor(String counter) {
    unsendable = counter;
  }

  /** From now on every request fails before it is sent, as with a client that is closed. */
  void close() {
    closed = true;
  }

  /** How many calls were on the stack when such a request came, at most. */
  long deepest() {
    return deepest;
  }

  /** What was asked since the last call, in order. */
  List<String> takeLog() {
    List<String> taken = List.copyOf(log);
    log.clear();
    return taken;
  }

  int unanswered() {
    return asked.size();
  }

  /** Answers the oldest request. */
  void answer() {
    asked.remove(0).answer().run();
  }

  /** Does what the oldest request asks, and loses the answer. */
  void loseAnswer() {
    Asked oldest = asked.remove(0);
    CompletableFuture<?> future = oldest.future();
    future.completeExceptionally(new IllegalStateException("lost"));
    oldest.answer().run();
  }

  /** Answers until nothing is asked any more. */
  void answerAll() {
    while (!asked.isEmpty()) {
      answer();
    }
  }
}
