package io.counterstream.processor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.core.CounterItem;
import io.counterstream.core.DecideOnce;
import io.counterstream.core.Limits;
import io.counterstream.core.LogProgress;
import io.counterstream.core.LogSource;
import io.counterstream.core.LoggedCommand;
import io.counterstream.core.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;

/** An engine on a {@link ManualTable}, and the commands that a test submits. */
final class EngineFixture implements AutoCloseable {
  static final LogSource LOG = new LogSource("topic", 0);
  static final Environment JVM = Environment.ofThisJvm();

  private static final Backoff SHORT = new Backoff(Duration.ofNanos(1), Duration.ofMillis(1));

  final ManualTable table = new ManualTable();

  /** The events that the listener received. */
  final List<String> events = new ArrayList<>();

  final Engine engine;
  final PartitionEngine partition;
  private long offset;

  EngineFixture(int requestsInFlightMax, long cacheBytesMax, Limits limits) {
    EngineSettings settings =
        new EngineSettings(limits, requestsInFlightMax, cacheBytesMax, SHORT, new DecideOnce());
    engine = new Engine(table, settings, new EngineListener() {
      @Override
      public void writeAccepted(int commands) {
        events.add("accepted " + commands);
      }

      @Override
      public void writeRefused() {
        events.add("refused");
      }

      @Override
      public void requestFailed() {
        events.add("failed");
      }

      @Override
      public void journalFull() {
        events.add("journal full");
      }
    });
    partition = engine.open(LOG, 0);
  }

  /** One request at a time. */
  static EngineFixture sequential() {
    return new EngineFixture(1, 10_000, Limits.DEFAULT);
  }

  /** The offset of the next command. */
  long nextOffset() {
    return offset;
  }

  PendingOutcome submit(String counter) {
    return submit(partition, counter);
  }

  PendingOutcome submit(PartitionEngine to, String counter) {
    return to.submit(command(offset++, counter));
  }

  static LoggedCommand command(long offset, String counter) {
    CounterCommand command = new CounterCommand("c" + offset, counter, 1, Expectation.ANY);
    return new LoggedCommand(offset, Instant.EPOCH, command);
  }

  /** Submits commands of counter {@code a} at irregular offsets, which no journal compresses. */
  List<PendingOutcome> submitIrregular(int count) {
    List<PendingOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      offset += (i * 7919L) % 1000 + 1;
      outcomes.add(submit("a"));
    }
    return outcomes;
  }

  /** An item with one journal entry for a log's command, decided against value 5, version 3. */
  static CounterItem recorded(String counter, LogSource log, long entry, long upTo) {
    Journal.Writer journal = Journal.EMPTY.writer();
    journal.add(entry, new CounterState(5, 3));
    LogProgress progress = new LogProgress(log, upTo, journal.journal());
    return new CounterItem(counter, 6, OptionalLong.of(4), List.of(progress), Optional.empty());
  }

  /** The value of an applied command, whose outcome must be complete. */
  static long applied(PendingOutcome outcome) throws Exception {
    return ((Outcome.Applied) outcome.await(JVM, Duration.ZERO)).value();
  }

  /** Waits for an outcome that is not complete, as a stream thread does. */
  static void assertPending(PendingOutcome outcome) {
    assertThatThrownBy(() -> outcome.await(JVM, Duration.ZERO))
        .isInstanceOf(TimeoutException.class);
  }

  /** Waits for each outcome in turn, as a stream thread does that never commits. */
  void awaitEach(List<PendingOutcome> outcomes) {
    for (PendingOutcome next : outcomes) {
      if (!next.isDone()) {
        assertPending(next);
        table.respondToAll();
      }
      assertThat(next.isDone()).isTrue();
    }
  }

  static long completed(List<PendingOutcome> outcomes) {
    return outcomes.stream().filter(PendingOutcome::isDone).count();
  }

  @Override
  public void close() {
    engine.close();
  }
}
