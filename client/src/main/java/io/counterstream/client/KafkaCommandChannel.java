package io.counterstream.client;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.failure.Causes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * Sends commands to Kafka and matches the outcomes that the poller reads with them, by command id.
 * Any number of commands may be in flight. Thread-safe.
 */
final class KafkaCommandChannel implements CommandChannel {
  private static final String REMOVED = "it was sent before, and the result topics no longer have"
      + " the outcome of the first record with its id";

  private final CommandProducer producer;
  private final OutcomePoller poller;
  private final OutcomeLookup lookup;
  private final Scheduler scheduler;
  private final Map<String, PendingCommand> inFlight = new ConcurrentHashMap<>();
  private volatile boolean closed;

  KafkaCommandChannel(
      CommandProducer producer, OutcomePoller poller, OutcomeLookup lookup, Scheduler scheduler) {
    this.producer = producer;
    this.poller = poller;
    this.lookup = lookup;
    this.scheduler = scheduler;
  }

  @Override
  public CompletableFuture<Outcome> send(CounterCommand command, Deadline deadline) {
    return send(command, deadline, () -> producer.partitionOf(command.counter()));
  }

  /** As {@link #send}, to a given partition. */
  CompletableFuture<Outcome> sendTo(int partition, CounterCommand command, Deadline deadline) {
    return send(command, deadline, () -> partition);
  }

  private CompletableFuture<Outcome> send(
      CounterCommand command, Deadline deadline, IntSupplier partitionOf) {
    PendingCommand pending = new PendingCommand(command, deadline, lookup::commandLine);
    if (inFlight.putIfAbsent(command.commandId(), pending) != null) {
      throw new IllegalArgumentException("command " + command.commandId()
          + " is in flight already: give every command an id of its own");
    }
    pending.timer(scheduler.after(deadline.remaining(), () -> expire(pending)));
    int partition;
    try {
      partition = partitionOf.getAsInt();
    } catch (RuntimeException | Error unknown) {
      String reason = "the command topic's partitions are not known: ";
      fail(pending, pending.notSent(reason + Causes.explain(unknown), unknown));
      return pending.result();
    }
    Throwable refusal = poller.refusal();
    if (refusal == null) {
      sendBehindResults(pending, partition);
      refusal = poller.refusal();
    }
    if (refusal != null) {
      fail(pending, refused(pending, refusal));
    }
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

  /** Accepts an outcome that was read; completes its command if that is in flight here. */
  void accept(Outcome outcome) {
    PendingCommand pending = inFlight.get(outcome.commandId());
    if (pending == null || !isOf(pending.command(), outcome)) {
      return;
    }
    if (isRepeat(outcome)) {
      acceptOriginal(pending);
    } else if (end(pending)) {
      scheduler.execute(() -> pending.result().complete(outcome));
    }
  }

  private static boolean isRepeat(Outcome outcome) {
    return outcome instanceof Outcome.Rejected rejected && rejected.isRepeat();
  }

  /** The command was sent before, so it has the outcome of the first record with its id. */
  private void acceptOriginal(PendingCommand pending) {
    pending
        .position()
        .ifPresent(from -> lookup
            .find(pending.command().commandId(), from, pending.deadline())
            .whenComplete((found, failure) -> {
              if (failure != null) {
                fail(pending, (RuntimeException) Causes.unwrapped(failure));
              } else if (found.filter(first -> !isRepeat(first)).isEmpty()) {
                fail(pending, pending.withoutOutcome(REMOVED, null));
              } else if (end(pending)) {
                pending.result().complete(found.get());
              }
            }));
  }

  /** Fails the commands in flight: their outcomes can't be read, and waiting is no cure. */
  void refused(Throwable failure) {
    inFlight.values().forEach(pending -> fail(pending, refused(pending, failure)));
  }

  private static RuntimeException refused(PendingCommand pending, Throwable failure) {
    return pending.withoutOutcome(unreadable(failure), failure);
  }

  private static String unreadable(Throwable failure) {
    return "the result topics can't be read: " + Causes.explain(failure)
        + (failure instanceof Error ? " (this client has stopped reading: connect another)" : "");
  }

  /** Whether the outcome's command is in flight here. */
  boolean isOwn(Outcome outcome) {
    return inFlight.containsKey(outcome.commandId());
  }

  /** Fails the commands in flight, and those that are sent from now on. */
  void close(Duration patience) {
    closed = true;
    inFlight
        .values()
        .forEach(pending -> fail(pending, pending.withoutOutcome("the client was closed", null)));
    producer.close(patience);
  }

  private static boolean isOf(CounterCommand command, Outcome outcome) {
    return outcome.counterName().map(command.counter()::equals).orElse(true);
  }

  /** Sends the command as soon as it is known where its partition's results end. */
  private void sendBehindResults(PendingCommand pending, int partition) {
    ResultPartition results = poller.request(partition);
    while (!results.add(offsets -> sendNow(pending, partition, offsets))) {
      Thread.onSpinWait();
      results = poller.request(partition);
    }
    pending.addedTo(results);
  }

  private void sendNow(PendingCommand pending, int partition, long[] offsets) {
    SendPosition position = new SendPosition(
        pending.command().counter(), partition, offsets[0], offsets[1], offsets[2]);
    if (pending.sending(position)) {
      producer.send(pending.command(), partition, report -> delivered(pending, report));
    }
  }

  private void delivered(PendingCommand pending, DeliveryReport report) {
    if (report instanceof DeliveryReport.Persisted persisted) {
      pending.persisted(persisted.offset());
    } else if (report instanceof DeliveryReport.NotPersisted not) {
      fail(pending, pending.notSent(Causes.explain(not.failure()), not.failure()));
    } else if (report instanceof DeliveryReport.PossiblyPersisted possibly) {
      Throwable failure = possibly.failure();
      String reason = "delivery failed, " + Causes.explain(failure);
      fail(pending, pending.withoutOutcome(reason, failure));
    }
  }

  private void expire(PendingCommand pending) {
    Throwable cause = poller.failure();
    String reason = "none came within " + pending.deadline()
        + (cause == null ? "" : " (" + unreadable(cause) + ")");
    fail(pending, pending.withoutOutcome(reason, cause));
  }

  private void fail(PendingCommand pending, RuntimeException failure) {
    if (end(pending)) {
      scheduler.execute(() -> pending.result().completeExceptionally(failure));
    }
  }

  private boolean end(PendingCommand pending) {
    inFlight.remove(pending.command().commandId(), pending);
    return pending.end();
  }
}
