package io.counterstream.processor.engine;

import io.counterstream.core.Actions;
import io.counterstream.core.CounterItem;
import io.counterstream.core.CounterMachine;
import io.counterstream.core.table.CounterTable;
import io.counterstream.core.table.WriteResponse;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One counter's way to the table: passes events to its queue, and sends the one request that the
 * queue's machine wants next. Thread-safe: everything that changes is in the queue, which its
 * {@link PartitionState} guards; requests are sent without the lock.
 */
final class CounterChain implements AwaitedCounter {
  private final CounterQueue queue;
  private final PartitionState partition;
  private final CounterTable table;
  private final RequestScheduler scheduler;
  private final EngineListener listener;

  CounterChain(
      CounterQueue queue,
      PartitionState partition,
      CounterTable table,
      RequestScheduler scheduler,
      EngineListener listener) {
    this.queue = queue;
    this.partition = partition;
    this.table = table;
    this.scheduler = scheduler;
    this.listener = listener;
  }

  /** The counter's commands. Used by the partition's state, under its lock. */
  CounterQueue queue() {
    return queue;
  }

  /** Continues with the counter's commands, unless a request is under way. */
  void advance() {
    step(CounterMachine::advance);
  }

  @Override
  public void awaited(long offset) {
    if (!isClosed()) {
      send(partition.await(this, offset));
    }
  }

  @Override
  public String waitsFor() {
    return scheduler.failures().waitsFor(counter());
  }

  @Override
  public Optional<String> failsAlone() {
    return scheduler.failures().failsAlone(counter());
  }

  private RequestFailures.Counter counter() {
    return new RequestFailures.Counter(partition.source(), queue.counter());
  }

  private void step(CounterQueue.Event event) {
    if (!isClosed()) {
      send(partition.step(this, event));
    }
  }

  private boolean isClosed() {
    return partition.isClosed() || scheduler.isClosed();
  }

  private void send(PartitionState.Step step) {
    Actions.Next next = step.next();
    if (next instanceof Actions.Next.Put put) {
      schedule(
          step.offset(),
          put.failures(),
          new Request<>(() -> table.put(put.put()), this::putCompleted));
    } else if (next instanceof Actions.Next.Update update) {
      schedule(
          step.offset(),
          update.failures(),
          new Request<>(() -> table.blindUpdate(update.update()), this::blindUpdateCompleted));
    } else if (next instanceof Actions.Next.Read read) {
      schedule(
          step.offset(),
          read.failures(),
          new Request<>(() -> table.read(read.counter()), this::readCompleted));
    } else if (next instanceof Actions.Next.AwaitCommit) {
      listener.journalFull();
    }
  }

  private void schedule(long offset, int failures, TableRequest<?> request) {
    scheduler.schedule(partition.source(), offset, failures, request);
  }

  private void readCompleted(Optional<CounterItem> item) {
    listener.itemRead();
    step((machine, committed) -> machine.readCompleted(item, committed));
  }

  private void blindUpdateCompleted(WriteResponse response) {
    if (response instanceof WriteResponse.Refused refused) {
      listener.writeRefused();
      step((machine, committed) -> machine.blindUpdateCompleted(refused.current(), committed));
    } else {
      step((machine, committed) ->
          accepted(machine.blindUpdateCompleted(response.current(), committed)));
    }
  }

  private void putCompleted(WriteResponse response) {
    if (response instanceof WriteResponse.Accepted put) {
      step((machine, committed) -> accepted(machine.putAccepted(put.written(), committed)));
    } else {
      listener.writeRefused();
      step((machine, committed) -> machine.putRefused(response.current(), committed));
    }
  }

  private Actions accepted(Actions actions) {
    listener.writeAccepted(actions.decisions().size());
    return actions;
  }

  /** A request of this chain. */
  private final class Request<T> implements TableRequest<T> {
    private final Supplier<CompletionStage<T>> call;
    private final Consumer<T> response;

    Request(Supplier<CompletionStage<T>> call, Consumer<T> response) {
      this.call = call;
      this.response = response;
    }

    @Override
    public RequestFailures.Counter counter() {
      return CounterChain.this.counter();
    }

    @Override
    public boolean isCancelled() {
      return isClosed();
    }

    @Override
    public CompletionStage<T> send() {
      return call.get();
    }

    @Override
    public void completed(T value) {
      response.accept(value);
    }

    @Override
    public void failed() {
      listener.requestFailed();
      step((machine, committed) -> machine.requestFailed());
    }

    @Override
    public void rejected(RuntimeException cause) {
      partition.fail(CounterChain.this, cause);
    }
  }
}
