package io.counterstream.client;

import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.apache.kafka.common.KafkaException;

/**
 * Sends commands and brings each its outcome, by command id. Any number may be in flight.
 * Thread-safe.
 */
final class CommandChannel implements Commands {
  private final CommandLog log;
  private final OutcomeReader reader;
  private final OutcomeLookup lookup;
  private final Worker worker;
  private final Map<String, PendingCommand> inFlight = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** A channel whose reader has to tell it of outcomes. */
  CommandChannel(CommandLog log, OutcomeReader reader, OutcomeLookup lookup, Worker worker) {
    this.log = log;
    this.reader = reader;
    this.lookup = lookup;
    this.worker = worker;
  }

  @Override
  public CompletableFuture<Outcome> send(IncrementCommand command, Deadline deadline) {
    return send(command, deadline, () -> log.partitionOf(command.counter()));
  }

  /** As {@link #send}, to a partition that is known already. */
  CompletableFuture<Outcome> sendTo(int partition, IncrementCommand command, Deadline deadline) {
    return send(command, deadline, () -> partition);
  }

  private CompletableFuture<Outcome> send(
      IncrementCommand command, Deadline deadline, IntSupplier place) {
    PendingCommand pending = new PendingCommand(command, deadline);
    if (inFlight.putIfAbsent(command.commandId(), pending) != null) {
      throw new IllegalArgumentException("command " + command.commandId()
          + " is in flight already: give every command an id of its own");
    }
    pending.timer(worker.after(deadline.remaining(), () -> expire(pending)));
    int partition;
    try {
      partition = place.getAsInt();
    } catch (KafkaException | IllegalStateException unknown) {
      fail(pending, pending.notSent("the brokers don't say where to: " + unknown, unknown));
      return pending.result();
    }
    enter(pending, partition);
    if (closed) {
      fail(pending, pending.withoutOutcome("the client was closed", null));
    }
    return pending.result();
  }

  @Override
  public CompletableFuture<Optional<Outcome>> find(
      String commandId, SendPosition from, Deadline deadline) {
    return lookup.find(commandId, from, deadline);
  }

  /** Takes an outcome that was read; answers the command if it is one of ours. */
  void accept(Outcome outcome) {
    PendingCommand pending = inFlight.get(outcome.commandId());
    if (pending != null && answers(outcome, pending.command()) && end(pending)) {
      worker.execute(() -> pending.result().complete(outcome));
    }
  }

  /** Whether it is in flight here. */
  boolean isOwn(Outcome outcome) {
    return inFlight.containsKey(outcome.commandId());
  }

  /** Gives up what is in flight, and all that comes. */
  void close(Duration patience) {
    closed = true;
    inFlight
        .values()
        .forEach(pending -> fail(pending, pending.withoutOutcome("the client was closed", null)));
    log.close(patience);
  }

  private static boolean answers(Outcome outcome, IncrementCommand command) {
    return outcome.counterName().map(command.counter()::equals).orElse(true);
  }

  private void enter(PendingCommand pending, int partition) {
    FollowedPartition followed = reader.follow(partition);
    while (!followed.enter(offsets -> append(pending, partition, offsets))) {
      Thread.onSpinWait();
      followed = reader.follow(partition);
    }
    pending.entered(followed);
  }

  private void append(PendingCommand pending, int partition, long[] offsets) {
    SendPosition position = new SendPosition(
        pending.command().counter(), partition, offsets[0], offsets[1], offsets[2]);
    if (pending.handOver(position)) {
      log.append(pending.command(), partition, delivery -> delivered(pending, delivery));
    }
  }

  private void delivered(PendingCommand pending, Delivery delivery) {
    if (delivery instanceof Delivery.Stored stored) {
      pending.stored(stored.offset());
    } else if (delivery instanceof Delivery.NotStored not) {
      fail(pending, pending.notSent(not.why().toString(), not.why()));
    } else if (delivery instanceof Delivery.Unknown unknown) {
      fail(pending, pending.withoutOutcome("delivery failed, " + unknown.why(), unknown.why()));
    }
  }

  private void expire(PendingCommand pending) {
    RuntimeException cause = reader.failure();
    String reason = "none came within " + pending.deadline()
        + (cause == null ? "" : " (the result topics can't be read: " + cause + ")");
    fail(pending, pending.withoutOutcome(reason, cause));
  }

  private void fail(PendingCommand pending, RuntimeException failure) {
    if (end(pending)) {
      worker.execute(() -> pending.result().completeExceptionally(failure));
    }
  }

  private boolean end(PendingCommand pending) {
    inFlight.remove(pending.command().commandId(), pending);
    return pending.end();
  }
}
