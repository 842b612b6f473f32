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
 * Two clients that update one counter over an {@link UnreliableChannel}, from a seed, while other
 * writers change it, or make its item unusable for a while. Afterwards every update must have
 * applied once, with that outcome as result, or have been rejected without applying.
 */
final class UpdateSimulation {
  private static final int UPDATES = 12;
  private static final Deadline DEADLINE = Deadline.in(Duration.ofHours(1));
  // Each value has its own delta, so an attempt that applies to another value is noticed.
  private static final LongUnaryOperator DELTA = value -> Math.floorMod(value, 7) - 2;

  private final VirtualTime time = new VirtualTime();
  private final SplittableRandom random;
  private final UnreliableChannel channel;
  private final List<PendingUpdate> updates = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private int idsMade;

  private UpdateSimulation(long seed) {
    random = new SplittableRandom(seed);
    channel = new UnreliableChannel(time, random.split());
  }

  /** Runs once; returns what is wrong, empty if nothing is. */
  static List<String> faults(long seed, UnaryOperator<CommandChannel> weakening) {
    UpdateSimulation simulation = new UpdateSimulation(seed);
    simulation.run(weakening);
    return simulation.faults;
  }

  private void run(UnaryOperator<CommandChannel> weakening) {
    for (int client = 0; client < 2; client++) {
      UpdateQueue queue = new UpdateQueue(
          UnreliableChannel.COUNTER,
          weakening.apply(channel),
          time,
          () -> "id-" + idsMade++,
          random);
      for (int i = 0; i < UPDATES; i++) {
        PendingUpdate update = new PendingUpdate(UnreliableChannel.COUNTER, DELTA, DEADLINE);
        updates.add(update);
        time.after(Duration.ofMillis(random.nextInt(40)), () -> queue.add(update));
      }
    }
    for (int i = 0; i < 10; i++) {
      long delta = random.nextInt(-2, 3);
      time.after(Duration.ofMillis(random.nextInt(200)), () -> channel.disturb(delta));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      int from = random.nextInt(200);
      time.after(Duration.ofMillis(from), () -> channel.makeUnusable(true));
      time.after(
          Duration.ofMillis(from + random.nextInt(1, 20)), () -> channel.makeUnusable(false));
    }
    time.runUntil(Duration.ofMinutes(30));
    check();
  }

  private void check() {
    Set<String> results = new HashSet<>();
    Set<String> unknown = new HashSet<>();
    for (PendingUpdate update : updates) {
      try {
        Outcome.Applied applied = update.result().getNow(null);
        if (applied == null) {
          faults.add("an update never ends");
        } else if (!results.add(applied.commandId())) {
          faults.add("two updates have the result " + applied);
        }
      } catch (CompletionException failed) {
        if (failed.getCause() instanceof OutcomeUnknownException mayHaveApplied
            && mayHaveApplied.getCause() instanceof RejectedException) {
          unknown.add(mayHaveApplied.commandId());
        } else if (!(failed.getCause() instanceof RejectedException)) {
          faults.add("an update fails: " + failed.getCause());
        }
      }
    }
    check(results, unknown);
  }

  private void check(Set<String> results, Set<String> unknown) {
    Map<String, Integer> times = new HashMap<>();
    long sum = channel.addedByOthers();
    for (Outcome outcome : channel.decided()) {
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
      if (count > 1 || !results.contains(id) && !unknown.contains(id)) {
        faults.add(id + " applied " + count + " times, is a result " + results.contains(id));
      }
    });
    if (!times.keySet().containsAll(results)) {
      faults.add("a result without having applied: " + results + ", " + times);
    }
    CounterState state = channel.state();
    if (state.value() != sum) {
      faults.add("the counter is " + state + ", the sum of what applied is " + sum);
    }
  }

  /** Whether the command only read the value. */
  private static boolean isRead(Outcome.Applied applied) {
    return applied.expectedVersion().isEmpty() && applied.delta() == 0;
  }
}
