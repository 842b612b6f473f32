package io.counterstream.processor.engine;

import io.counterstream.core.Actions;
import io.counterstream.core.Actions.Decided;
import io.counterstream.core.Actions.Decision;
import io.counterstream.core.Actions.Stale;
import io.counterstream.core.CounterItem;
import io.counterstream.core.CounterMachine;
import io.counterstream.core.LoggedCommand;
import io.counterstream.core.table.UnreadableItemException;
import io.counterstream.core.table.WriteResponse;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One counter's commands in log order, its machine, and the one request it has under way.
 *
 * <p>The machine is only used under the partition's lock; requests are sent outside of it.
 */
final class CounterChain {
  private final PartitionEngine partition;
  private final String counter;
  private final CounterMachine machine;
  private final ArrayDeque<PendingOutcome> pending = new ArrayDeque<>();

  /** The offset of the command that the stream thread waits for, or waited for last. */
  private long awaitedUpTo = -1;

  CounterChain(PartitionEngine partition, String counter) {
    EngineSettings settings = partition.engine().settings();
    this.partition = partition;
    this.counter = counter;
    this.machine =
        new CounterMachine(counter, partition.source(), settings.limits(), settings.protocol());
  }

  /** Under the lock. */
  PendingOutcome arrived(LoggedCommand command) {
    PendingOutcome outcome = new PendingOutcome(this, command.offset());
    pending.add(outcome);
    machine.arrived(command);
    return outcome;
  }

  /** Under the lock. */
  boolean isForgettable() {
    return pending.isEmpty() && machine.isForgettable(partition.committed());
  }

  void advance() {
    step(() -> machine.advance(partition.committed()));
  }

  /** The stream thread waits for the command at {@code offset} and can't commit until then. */
  void awaited(long offset) {
    step(() -> {
      awaitedUpTo = offset;
      return machine.advance(partition.committed());
    });
  }

  /** Gives the machine an event, settles what it decided, and does what it wants next. */
  private void step(Supplier<Actions> event) {
    if (partition.isClosed()) {
      return;
    }
    Actions.Next next;
    long offset;
    partition.lock().lock();
    try {
      next = settle(event.get());
      if (next instanceof Actions.Next.AwaitCommit) {
        next = awaitCommit();
      }
      offset = pending.isEmpty() ? 0 : pending.element().offset();
    } catch (RuntimeException broken) {
      fail(broken);
      return;
    } finally {
      partition.lock().unlock();
    }
    send(next, offset);
  }

  private Actions.Next settle(Actions actions) {
    for (Decision decision : actions.decisions()) {
      PendingOutcome outcome = pending.remove();
      if (outcome.offset() != decision.offset()) {
        throw new IllegalStateException("counter " + counter + ": decision on offset "
            + decision.offset() + " where that on " + outcome.offset() + " is due");
      }
      if (decision instanceof Decided decided) {
        outcome.decided(decided.outcome());
      } else {
        outcome.failed(stale((Stale) decision));
      }
    }
    return actions.next();
  }

  private StaleOwnerException stale(Stale stale) {
    return new StaleOwnerException("command at offset " + stale.offset() + " of log "
        + partition.source() + " for counter " + counter
        + " was decided before (its item records offsets up to " + stale.decidedUpTo()
        + ") and its outcome committed");
  }

  /** The command that blocks the commit goes on in spite of the limit; others wait. */
  private Actions.Next awaitCommit() {
    if (pending.element().offset() <= awaitedUpTo) {
      return settle(machine.advancePastLimit(partition.committed()));
    }
    partition.engine().listener().journalFull();
    partition.waitsForCommit(this);
    partition.wantsCommitBehind(pending.element().offset() - 1);
    return Actions.Next.NOTHING;
  }

  private void fail(RuntimeException cause) {
    partition.lock().lock();
    try {
      pending.forEach(outcome -> outcome.failed(cause));
    } finally {
      partition.lock().unlock();
    }
  }

  private void send(Actions.Next next, long offset) {
    Engine engine = partition.engine();
    if (next instanceof Actions.Next.Put put) {
      put.commitBehind().ifPresent(partition::wantsCommitBehind);
      BooleanSupplier request =
          () -> request(() -> engine.table().put(put.put()), this::putAnswered);
      engine.start(partition, offset, put.failures(), request);
    } else if (next instanceof Actions.Next.Update update) {
      BooleanSupplier request = () ->
          request(() -> engine.table().blindUpdate(update.update()), this::blindUpdateCompleted);
      engine.start(partition, offset, update.failures(), request);
    } else if (next instanceof Actions.Next.Read read) {
      BooleanSupplier request =
          () -> request(() -> engine.table().read(counter), this::readCompleted);
      engine.start(partition, offset, read.failures(), request);
    }
  }

  private <A> boolean request(Supplier<CompletionStage<A>> request, Consumer<A> answered) {
    if (partition.isClosed()) {
      return false;
    }
    CompletableFuture<A> answer;
    try {
      answer = request.get().toCompletableFuture();
    } catch (RuntimeException | Error unsent) {
      failed(unsent);
      return false;
    }
    if (answer.isDone()) {
      // As by a client that is closed. Whoever made room for this request goes on with the next
      // one; if it made room itself, thousands that wait would each be answered inside the last.
      answer.whenComplete((value, failure) -> ended(value, failure, answered));
      return false;
    }
    answer.whenComplete((value, failure) -> {
      try {
        ended(value, failure, answered);
      } finally {
        partition.engine().inFlight().leave();
      }
    });
    return true;
  }

  private <A> void ended(A value, Throwable failure, Consumer<A> answered) {
    if (failure == null) {
      partition.engine().outage().succeeded();
      answered.accept(value);
    } else {
      failed(failure);
    }
  }

  private void readCompleted(Optional<CounterItem> item) {
    partition.engine().listener().itemRead();
    step(() -> machine.readCompleted(item, partition.committed()));
  }

  private void blindUpdateCompleted(WriteResponse answer) {
    EngineListener listener = partition.engine().listener();
    boolean accepted = answer instanceof WriteResponse.Accepted;
    if (!accepted) {
      listener.putRefused();
    }
    step(() -> {
      Actions actions = machine.blindUpdateCompleted(answer.current(), partition.committed());
      if (accepted) {
        listener.putAccepted(actions.decisions().size());
      }
      return actions;
    });
  }

  private void putAnswered(WriteResponse answer) {
    EngineListener listener = partition.engine().listener();
    if (answer instanceof WriteResponse.Refused refused) {
      listener.putRefused();
      step(() -> machine.putRefused(refused.current(), partition.committed()));
    } else {
      step(() -> {
        Actions actions = machine.putAccepted(partition.committed());
        listener.putAccepted(actions.decisions().size());
        return actions;
      });
    }
  }

  private void failed(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof UnreadableItemException unreadable) {
      fail(unreadable);
      return;
    }
    if (cause instanceof Error error) {
      fail(new IllegalStateException(error));
      return;
    }
    partition.engine().listener().requestFailed();
    partition.engine().outage().failed(cause);
    step(machine::requestFailed);
  }
}
