package io.counterstream.cli.publish;

import io.counterstream.cli.kafka.KafkaConnection;
import io.counterstream.cli.kafka.OutcomeTail;
import io.counterstream.cli.kafka.ReadStart;
import io.counterstream.cli.kafka.ReceivedOutcome;
import io.counterstream.cli.terminal.CliException;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Reads the outcomes of the sent commands while others are still being sent. A thread of its own
 * reads; all methods are for the thread that sends.
 */
final class AwaitedOutcomes implements AutoCloseable {
  /** The limit on commands without an outcome. */
  static final int OUTSTANDING_MAX = 100_000;

  private static final Duration FETCH_WAIT = Duration.ofMillis(100);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration POLL = Duration.ofMillis(500);

  private final OutcomeTail reader;
  private final RefusalListener refusals;
  private final Map<Key, Deque<Long>> lines = new HashMap<>();
  private final Thread thread = new Thread(this::run, "awaited-outcomes");
  private OutcomeCounts counts = OutcomeCounts.NONE;
  private long outstanding;
  private long heardNanos = System.nanoTime();
  private CliException failure;
  private volatile boolean stopping;

  private AwaitedOutcomes(OutcomeTail reader, RefusalListener refusals) {
    this.reader = reader;
    this.refusals = refusals;
    thread.setDaemon(true);
  }

  /**
   * Starts to read the outcomes from now on.
   *
   * @param refusals receives every outcome that is not applied
   * @throws CliException if the outcome topics can't be read
   */
  static AwaitedOutcomes open(KafkaConnection connection, RefusalListener refusals) {
    OutcomeTail reader = OutcomeTail.open(connection, FETCH_WAIT);
    AwaitedOutcomes outcomes = new AwaitedOutcomes(reader, refusals);
    reader.read(ReadStart.NOW);
    outcomes.thread.start();
    return outcomes;
  }

  /** Registers a command before it is sent. */
  synchronized void expect(CounterCommand command, long line) {
    lines
        .computeIfAbsent(
            new Key(command.commandId(), command.counter()), unused -> new ArrayDeque<>())
        .add(line);
    outstanding++;
  }

  /** Returns whether the limit on commands without an outcome is reached. */
  synchronized boolean isFull() {
    return outstanding >= OUTSTANDING_MAX;
  }

  /**
   * Waits until at most {@code left} outcomes are outstanding.
   *
   * @param patience the limit of the wait for the next outcome
   * @param givenUp returns whether to stop waiting
   */
  synchronized void await(long left, Duration patience, BooleanSupplier givenUp) {
    heardNanos = System.nanoTime();
    while (outstanding > left
        && failure == null
        && !givenUp.getAsBoolean()
        && System.nanoTime() - heardNanos < patience.toNanos()) {
      try {
        wait(LOOK.toMillis());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Returns how many outcomes of each type have come, and how many have not. */
  synchronized OutcomeCounts counts() {
    return counts.withOutstanding(outstanding);
  }

  @Override
  public void close() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    reader.close();
  }

  private void run() {
    try {
      while (!stopping) {
        reader.poll(POLL, malformed -> {}).forEach(this::accept);
      }
    } catch (CliException unreadable) {
      synchronized (this) {
        failure = unreadable;
        notifyAll();
      }
    }
  }

  private void accept(ReceivedOutcome received) {
    Long line = take(received);
    if (line != null && received.outcome().type() != Outcome.Type.APPLIED) {
      refusals.refused(line, received);
    }
  }

  private synchronized Long take(ReceivedOutcome received) {
    Outcome outcome = received.outcome();
    Key key = new Key(outcome.commandId(), outcome.counterName().orElse(""));
    Deque<Long> waiting = lines.get(key);
    if (waiting == null) {
      return null;
    }
    Long line = waiting.remove();
    if (waiting.isEmpty()) {
      lines.remove(key);
    }
    counts = counts.with(outcome);
    outstanding--;
    heardNanos = System.nanoTime();
    notifyAll();
    return line;
  }

  /** The identity of a command. */
  private record Key(String commandId, String counter) {}
}
