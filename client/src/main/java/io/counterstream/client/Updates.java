package io.counterstream.client;

import io.counterstream.contract.CounterName;
import io.counterstream.contract.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The lines of updates, one for each counter that is or was just updated. Thread-safe. */
final class Updates {
  private final Commands commands;
  private final Scheduler scheduler;
  private final Supplier<String> ids;
  private final Duration idle;
  private final RandomGenerator random;
  private final Map<String, UpdateLine> lines = new ConcurrentHashMap<>();

  /**
   * No lines yet.
   *
   * @param idle how often lines without work are forgotten
   */
  Updates(
      Commands commands,
      Scheduler scheduler,
      Supplier<String> ids,
      Duration idle,
      RandomGenerator random) {
    this.commands = commands;
    this.scheduler = scheduler;
    this.ids = ids;
    this.idle = idle;
    this.random = random;
    scheduler.after(idle, this::forget);
  }

  CompletableFuture<Outcome.Applied> add(
      String counter, LongUnaryOperator delta, Deadline deadline) {
    Update update = new Update(CounterName.checked(counter), delta, deadline);
    scheduler.execute(() -> lines
        .computeIfAbsent(counter, name -> new UpdateLine(name, commands, scheduler, ids, random))
        .add(update));
    return update.result();
  }

  /** An outcome was read: of one of our commands, or another writer's. */
  void saw(Outcome outcome, boolean own) {
    outcome.counterName().map(lines::get).ifPresent(line -> {
      boolean check = outcome instanceof Outcome.Applied applied && applied.delta() == 0;
      outcome.state().ifPresent(state -> line.saw(state, !own && !check));
    });
  }

  /** Starts no more rounds. */
  void close() {
    scheduler.execute(() -> lines.values().forEach(UpdateLine::close));
  }

  private void forget() {
    lines.values().removeIf(UpdateLine::isIdle);
    scheduler.after(idle, this::forget);
  }
}
