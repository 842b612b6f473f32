package io.counterstream.client;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * Two clients that update one counter over an {@link UnreliableLog}, from a seed, while others
 * write too. Afterwards every update must have applied once, and answer with that.
 */
final class UpdateSimulation {
  private static final int UPDATES = 12;
  private static final Deadline DEADLINE = Deadline.in(Duration.ofHours(1));
  // Each value has its own delta, so an attempt that applies to another value is noticed.
  private static final LongUnaryOperator DELTA = value -> Math.floorMod(value, 7) - 2;

  private final VirtualTime time = new VirtualTime();
  private final SplittableRandom random;
  private final UnreliableLog log;
  private final List<Update> updates = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private int idsMade;

  private UpdateSimulation(long seed) {
    random = new SplittableRandom(seed);
    log = new UnreliableLog(time, random.split());
  }

  /** What is wrong after one run; empty if nothing is. */
  static List<String> faults(long seed, UnaryOperator<Commands> weakening) {
    UpdateSimulation simulation = new UpdateSimulation(seed);
    simulation.run(weakening);
    return simulation.faults;
  }

  private void run(UnaryOperator<Commands> weakening) {
    for (int client = 0; client < 2; client++) {
      UpdateLine line = new UpdateLine(
          UnreliableLog.COUNTER, weakening.apply(log), time, () -> "id-" + idsMade++, random);
      for (int i = 0; i < UPDATES; i++) {
        Update update = new Update(UnreliableLog.COUNTER, DELTA, DEADLINE);
        updates.add(update);
        time.after(Duration.ofMillis(random.nextInt(40)), () -> line.add(update));
      }
    }
    for (int i = 0; i < 10; i++) {
      long delta = random.nextInt(-2, 3);
      time.after(Duration.ofMillis(random.nextInt(200)), () -> log.disturb(delta));
    }
    time.runUntil(Duration.ofMinutes(30));
    check();
  }

  private void check() {
    Set<String> answered = new HashSet<>();
    for (Update update : updates) {
      try {
        Outcome.Applied applied = update.result().getNow(null);
        if (applied == null) {
          faults.add("an update never ends");
        } else if (!answered.add(applied.commandId())) {
          faults.add("two updates are answered by " + applied);
        }
      } catch (CompletionException failed) {
        faults.add("an update fails: " + failed.getCause());
      }
    }
    Map<String, Integer> times = new HashMap<>();
    long sum = log.addedByOthers();
    for (Outcome outcome : log.decided()) {
      if (outcome instanceof Outcome.Applied applied && !isRead(applied)) {
        // Adding 0 twice is adding it once.
        times.merge(applied.commandId(), 1, applied.delta() == 0 ? Integer::max : Integer::sum);
        sum += applied.delta();
        if (applied.delta() != DELTA.applyAsLong(applied.previous())) {
          faults.add("applied to a value that the function was not asked for: " + applied);
        }
      }
    }
    times.forEach((id, count) -> {
      if (count > 1 || !answered.contains(id)) {
        faults.add(id + " applied " + count + " times, answered " + answered.contains(id));
      }
    });
    if (!times.keySet().containsAll(answered)) {
      faults.add("answered without having applied: " + answered + ", " + times);
    }
    CounterState state = log.state();
    if (state.value() != sum) {
      faults.add("the counter is " + state + ", the sum of what applied is " + sum);
    }
  }

  /** Whether it only asked for the value. */
  private static boolean isRead(Outcome.Applied applied) {
    return applied.expectedVersion().isEmpty() && applied.delta() == 0;
  }
}
