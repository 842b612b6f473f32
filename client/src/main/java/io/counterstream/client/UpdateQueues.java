package io.counterstream.client;

import io.counterstream.contract.CounterName;
import io.counterstream.contract.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The update queues of the counters that were updated recently. Thread-safe. */
final class UpdateQueues {
  private final CommandChannel channel;
  private final Scheduler scheduler;
  private final Supplier<String> ids;
  private final Duration idle;
  private final RandomGenerator random;
  private final Map<String, UpdateQueue> queues = new ConcurrentHashMap<>();

  /**
   * Creates no queue yet.
   *
   * @param idle how often queues without work are removed
   */
  UpdateQueues(
      CommandChannel channel,
      Scheduler scheduler,
      Supplier<String> ids,
      Duration idle,
      RandomGenerator random) {
    this.channel = channel;
    this.scheduler = scheduler;
    this.ids = ids;
    this.idle = idle;
    this.random = random;
    scheduler.after(idle, this::removeIdle);
  }

  CompletableFuture<Outcome.Applied> add(
      String counter, LongUnaryOperator delta, Deadline deadline) {
    PendingUpdate update = new PendingUpdate(CounterName.checked(counter), delta, deadline);
    scheduler.execute(() -> queues
        .computeIfAbsent(counter, name -> new UpdateQueue(name, channel, scheduler, ids, random))
        .add(update));
    return update.result();
  }

  /** Takes the counter's state from an outcome. */
  void observed(Outcome outcome) {
    queueOf(outcome).ifPresent(queue -> outcome.state().ifPresent(queue::observed));
  }

  /** Notes that another writer sent the command of this outcome; its checks don't count. */
  void observedOther(Outcome outcome) {
    boolean check = outcome instanceof Outcome.Applied applied && applied.delta() == 0;
    if (!check && outcome.state().isPresent()) {
      queueOf(outcome).ifPresent(UpdateQueue::contended);
    }
  }

  /** Starts no more rounds. */
  void close() {
    scheduler.execute(() -> queues.values().forEach(UpdateQueue::close));
  }

  private Optional<UpdateQueue> queueOf(Outcome outcome) {
    return outcome.counterName().map(queues::get);
  }

  private void removeIdle() {
    queues.values().removeIf(UpdateQueue::isIdle);
    scheduler.after(idle, this::removeIdle);
  }
}
