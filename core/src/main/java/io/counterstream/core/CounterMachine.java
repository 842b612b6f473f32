package io.counterstream.core;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import io.counterstream.core.Actions.Decided;
import io.counterstream.core.Actions.Decision;
import io.counterstream.core.Actions.Stale;
import io.counterstream.core.journal.Journal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One counter's state machine: takes events, returns actions, and neither sleeps nor locks.
 *
 * <ul>
 *   <li>At most one request to the table is under way. Commands that arrive meanwhile wait and are
 *       then decided together, one after the other, and recorded by one put (a batch).
 *   <li>A command's outcome leaves when the put that records it was accepted, or when the journal
 *       of the item that is there says that it was decided before. One that the journal has let go
 *       is stale: its outcome left and was committed, and it gets none again.
 *   <li>A refused put brings the item that is there; it is adopted, and its commands take the same
 *       path again. A request without an answer is sent again, unchanged: if the put had been
 *       accepted after all, the repetition is refused and brings our own item.
 *   <li>Nothing is read before the first commands: the put, or a {@link BlindUpdate}, is
 *       conditional on just what they expect.
 *   <li>When another writer replaced the item by one without our record, that is kept in memory and
 *       written again with the next put.
 * </ul>
 *
 * <p>The log must be given whole and in order from some offset on. Used by one thread at a time.
 */
public final class CounterMachine {
  private final String counter;
  private final LogSource source;
  private final Limits limits;
  private final Protocol protocol;

  private final ArrayDeque<LoggedCommand> waiting = new ArrayDeque<>();
  private Request underWay = Request.NONE;
  private int failures;
  private Batch batch;
  private BlindUpdate update;

  /** Whether the table was asked yet; if not, the next two are guesses: that there is no item. */
  private boolean known;

  /** The item that the table holds, as far as we know: what the next put is conditional on. */
  private Optional<CounterItem> seen = Optional.empty();

  /** What to decide against: the item seen, with our own record where the item has lost it. */
  private Optional<CounterItem> item = Optional.empty();

  /** What is under way. */
  private enum Request {
    NONE,
    READ,
    BLIND,
    PUT
  }

  /** Commands that are being recorded by one put. */
  private record Batch(
      List<LoggedCommand> commands,
      List<Decided> decided,
      ConditionalPut put,
      OptionalLong middle) {}

  /**
   * A machine that knows nothing of its counter yet.
   *
   * @param counter the counter's name
   * @param source the log whose commands it follows
   * @param limits the bounds of its work
   * @param protocol how delivered commands are judged
   */
  public CounterMachine(String counter, LogSource source, Limits limits, Protocol protocol) {
    this.counter = counter;
    this.source = source;
    this.limits = limits;
    this.protocol = protocol;
  }

  /** A command arrived; call {@link #advance} after the last of a batch. */
  public void arrived(LoggedCommand command) {
    waiting.add(command);
  }

  /**
   * Goes on with the commands that wait, if nothing is under way.
   *
   * @param committed an offset below which every command of the log is known to be committed
   */
  public Actions advance(long committed) {
    return underWay == Request.NONE ? proceed(new ArrayList<>(), committed, false) : Actions.NONE;
  }

  /**
   * As {@link #advance}, for a command that blocks the commit that the journal waits for: it is
   * recorded although the journal is full, and as many more as take a quarter of the limit. For
   * Kafka Streams takes some before it commits, and while its group rebalances all that it has
   * polled: one put for each would take long. So each such put takes another quarter, up to
   * four times the limit, or 128 KiB; from there on a command at a time.
   */
  public Actions advancePastLimit(long committed) {
    return underWay == Request.NONE ? proceed(new ArrayList<>(), committed, true) : Actions.NONE;
  }

  /** The read was answered with the item that is there, if one is. */
  public Actions readCompleted(Optional<CounterItem> actual, long committed) {
    ended(Request.READ);
    adopt(actual);
    return proceed(new ArrayList<>(), committed, false);
  }

  /**
   * The blind update was answered with the item that is there now. Whether it was done by it, by a
   * repetition of it, or never: the item says what became of the command.
   */
  public Actions blindUpdateCompleted(Optional<CounterItem> actual, long committed) {
    ended(Request.BLIND);
    update = null;
    adopt(actual);
    return proceed(new ArrayList<>(), committed, false);
  }

  /** The put was accepted. */
  public Actions putAccepted(long committed) {
    ended(Request.PUT);
    seen = Optional.of(batch.put().item());
    item = seen;
    known = true;
    List<Decision> decisions = new ArrayList<>(batch.decided());
    batch = null;
    return proceed(decisions, committed, false);
  }

  /** The put was refused because the table holds {@code actual}. */
  public Actions putRefused(Optional<CounterItem> actual, long committed) {
    ended(Request.PUT);
    List<LoggedCommand> commands = batch.commands();
    for (int i = commands.size() - 1; i >= 0; i--) {
      waiting.addFirst(commands.get(i));
    }
    batch = null;
    adopt(actual);
    return proceed(new ArrayList<>(), committed, false);
  }

  /** The request under way was not answered, or the table was too busy: it may have been done. */
  public Actions requestFailed() {
    failures++;
    return new Actions(List.of(), request());
  }

  /**
   * Whether the machine may be forgotten: nothing is under way, nothing waits, and all that it
   * remembers is committed. Until then its memory must outlive the item: if another writer replaced
   * that by one without our record, a machine that began anew would record later commands only, and
   * the next owner would find the earlier ones decided but not in the journal.
   *
   * @param committed an offset below which every command of the log is known to be committed
   */
  public boolean isForgettable(long committed) {
    boolean idle = underWay == Request.NONE && waiting.isEmpty();
    return idle && recordedUpTo() < committed;
  }

  private void ended(Request request) {
    if (underWay != request) {
      throw new IllegalStateException(
          "counter " + counter + ": answer to " + request + " while " + underWay + " is under way");
    }
    underWay = Request.NONE;
    failures = 0;
  }

  private Actions.Next request() {
    return switch (underWay) {
      case READ -> new Actions.Next.Read(counter, failures);
      case BLIND -> new Actions.Next.Update(update, failures);
      case PUT -> new Actions.Next.Put(batch.put(), failures, batch.middle());
      case NONE -> throw new IllegalStateException("counter " + counter + ": no request");
    };
  }

  private void adopt(Optional<CounterItem> actual) {
    Optional<LogProgress> ours = item.flatMap(recorded -> recorded.of(source));
    seen = actual;
    item = ours.isPresent() && knowsLessThan(ours.get(), actual)
        ? Optional.of(restored(ours.get(), actual))
        : actual;
    known = true;
  }

  /** Whether another writer replaced our item by one that remembers less of our log. */
  private boolean knowsLessThan(LogProgress ours, Optional<CounterItem> actual) {
    Optional<LogProgress> theirs = actual.flatMap(there -> there.of(source));
    return theirs.isEmpty() || theirs.get().offset() < ours.offset();
  }

  private CounterItem restored(LogProgress ours, Optional<CounterItem> actual) {
    CounterItem there =
        actual.orElse(new CounterItem(counter, 0, OptionalLong.of(0), List.of(), Optional.empty()));
    return new CounterItem(
        counter, there.value(), there.storedVersion(), there.logsWith(ours), there.updatedAt());
  }

  private Actions proceed(List<Decision> decisions, long committed, boolean pastLimit) {
    while (!waiting.isEmpty()) {
      LoggedCommand head = waiting.peek();
      if (!known && !Decider.expectsAbsence(head.command())) {
        return new Actions(decisions, firstRequest());
      }
      CommandStatus status = protocol.status(item, new LogPosition(source, head.offset()));
      if (status instanceof CommandStatus.Undecided) {
        return new Actions(decisions, startBatch(committed, pastLimit));
      }
      decisions.add(
          status instanceof CommandStatus.DecidedAgainst before
              ? decidedBefore(head, before.state())
              : new Stale(head.offset(), recordedUpTo()));
      waiting.poll();
    }
    return new Actions(decisions, Actions.Next.NOTHING);
  }

  private Actions.Next firstRequest() {
    update = BlindUpdate.of(waiting, source, limits).orElse(null);
    underWay = update == null ? Request.READ : Request.BLIND;
    return request();
  }

  private static Decided decidedBefore(LoggedCommand logged, CounterState state) {
    Outcome outcome = Decider.decide(logged.command(), logged.timestamp(), state);
    return new Decided(logged.offset(), outcome);
  }

  /** The last command of our log that the item records; -1 if it records none. */
  private long recordedUpTo() {
    return item.flatMap(there -> there.of(source)).map(LogProgress::offset).orElse(-1L);
  }

  private Actions.Next startBatch(long committed, boolean pastLimit) {
    Journal journal =
        item.flatMap(there -> there.of(source)).map(LogProgress::journal).orElse(Journal.EMPTY);
    BatchBuilder builder = new BatchBuilder(item, protocol.retained(journal, committed));
    long room = pastLimit
        ? limits.journalBytesPastLimit(builder.journalBytesMaxAfterNext())
        : limits.journalBytesMax();
    while (!waiting.isEmpty() && builder.size() < limits.batchCommandsMax()) {
      boolean fits = builder.journalBytesMaxAfterNext() <= room;
      if (!fits && !(pastLimit && builder.size() == 0)) {
        break;
      }
      builder.decide(waiting.poll());
    }
    if (builder.size() == 0) {
      return Actions.Next.AWAIT_COMMIT;
    }
    batch = new Batch(
        builder.commands(),
        builder.decided(),
        new ConditionalPut(builder.item(counter, source), seen),
        builder.journalBytesMaxAfterNext() > limits.journalBytesMax() / 2
            ? builder.journal().middle()
            : OptionalLong.empty());
    underWay = Request.PUT;
    return request();
  }
}
