package io.counterstream.core;

import io.counterstream.core.Actions.Decided;
import io.counterstream.core.Actions.Decision;
import io.counterstream.core.Actions.Rewritten;
import io.counterstream.core.Actions.Stale;
import io.counterstream.core.journal.Journal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One counter's state machine: receives events, returns actions, and neither waits nor locks.
 *
 * <ul>
 *   <li>At most one request to the table is under way. Commands that arrive meanwhile wait; they
 *       are then decided one after the other and recorded by one put, as a batch.
 *   <li>A command's outcome is returned once the put that records it was accepted, or once the
 *       journal in the table shows that the command was decided before. A decided command that the
 *       journal no longer holds is stale: its outcome was committed, and it gets no second one.
 *   <li>A check needs no put. It is decided against an item that was requested after it arrived,
 *       and its entry stays in memory until the next put records it.
 *   <li>A refused put returns the item in the table. The machine adopts it and decides the batch's
 *       commands again. A request without a response is sent again unchanged: if the put was
 *       accepted after all, the second one is refused and returns our own item.
 *   <li>The item is not read before the first commands. A put or a {@link BlindUpdate} is
 *       conditional on what they expect.
 *   <li>If the log holds another command than the one that the item records, neither this command
 *       nor a later one gets an outcome or is written.
 *   <li>If another writer replaced the item by one without our log, the machine keeps our log's
 *       progress in memory and writes it again with the next put.
 * </ul>
 *
 * <p>The owner must pass every command of the log from some offset on, in log order. Used by one
 * thread at a time.
 */
public final class CounterMachine {
  /** The machine without its item, on a JVM with compressed references, in bytes. */
  private static final long MEMORY_BYTES = 160;

  private final String counter;
  private final LogSource source;
  private final Limits limits;
  private final Protocol protocol;

  /** Commands that are not in a batch yet, in log order. */
  private ArrayDeque<LoggedCommand> waiting = new ArrayDeque<>(1);

  private UnderWay underWay = UnderWay.NONE;
  private final Attempts attempts = new Attempts();

  /** Whether the table has returned its item yet. Until then the item is a guess. */
  private boolean known;

  /** The last command that had arrived when the latest request was started; -1 without one. */
  private long currentUpTo = -1;

  /** Whether the log was found to be rewritten: nothing is decided any more. */
  private boolean rewritten;

  private RememberedItem remembered = RememberedItem.NONE;

  /**
   * Creates a machine that knows nothing of its counter yet.
   *
   * @param counter the counter's name
   * @param source the log that the commands come from
   * @param limits the bounds of its work
   * @param protocol the rules for delivered commands
   */
  public CounterMachine(String counter, LogSource source, Limits limits, Protocol protocol) {
    this.counter = counter;
    this.source = source;
    this.limits = limits;
    this.protocol = protocol;
  }

  /** A command arrived. {@link #advance} must follow the last one of a poll. */
  public void arrived(LoggedCommand command) {
    waiting.add(command);
  }

  /**
   * Continues with the waiting commands, unless a request is under way.
   *
   * @param committed an offset below which every command of the log is known to be committed
   */
  public Actions advance(long committed) {
    return advance(committed, false);
  }

  private Actions advance(long committed, boolean pastLimit) {
    return underWay instanceof UnderWay.None
        ? proceed(new ArrayList<>(), committed, pastLimit)
        : Actions.NONE;
  }

  /**
   * Continues as {@link #advance} does, but beyond the journal's limit, because the first waiting
   * command blocks the commit that would make room.
   *
   * <p>A put for each such command would be slow: Kafka Streams processes some commands before it
   * commits, and all that it has polled while its group rebalances. Each put therefore takes
   * commands for another quarter of the limit, up to four times the limit or 128 KiB. Beyond that,
   * each put takes one command.
   */
  public Actions advancePastLimit(long committed) {
    return advance(committed, true);
  }

  /** The read returned the item in the table, if there is one. */
  public Actions readCompleted(Optional<CounterItem> actual, long committed) {
    end(UnderWay.Read.class);
    return adopt(actual, committed);
  }

  /**
   * The blind update returned the item that the table holds now. Whether this request was accepted,
   * an earlier one with the same content, or neither, the item's journal shows.
   */
  public Actions blindUpdateCompleted(Optional<CounterItem> actual, long committed) {
    end(UnderWay.Blind.class);
    attempts.refused();
    return adopt(actual, committed);
  }

  /** The put was accepted and left the item that it was to write. */
  public Actions putAccepted(long committed) {
    Batch batch = end(UnderWay.Put.class).batch();
    return accepted(batch, batch.put().item(), committed);
  }

  /** The put was accepted and left {@code written}, with what only the table knows of it. */
  public Actions putAccepted(CounterItem written, long committed) {
    return accepted(end(UnderWay.Put.class).batch(), written, committed);
  }

  private Actions accepted(Batch batch, CounterItem written, long committed) {
    remembered = RememberedItem.of(written);
    known = true;
    attempts.progressed();
    return proceed(new ArrayList<>(batch.decided()), committed, false);
  }

  /** The put was refused because the table holds {@code actual}. */
  public Actions putRefused(Optional<CounterItem> actual, long committed) {
    waitAgain(end(UnderWay.Put.class).batch().commands());
    attempts.refused();
    return adopt(actual, committed);
  }

  private void waitAgain(List<LoggedCommand> commands) {
    for (int i = commands.size() - 1; i >= 0; i--) {
      waiting.addFirst(commands.get(i));
    }
  }

  /** The request under way failed or got no response; the table may have executed it. */
  public Actions requestFailed() {
    if (underWay instanceof UnderWay.None) {
      throw unexpected("failure of a request");
    }
    return new Actions(List.of(), underWay.request(attempts.failed()));
  }

  /**
   * Whether the machine may be discarded: no request is under way, no command waits, and every
   * command that it recorded is committed. An earlier discard would be unsafe. If another writer
   * then replaced the item by one without our log, a new machine would record later commands only,
   * and the next owner would find the earlier ones decided but not in the journal.
   *
   * @param committed an offset below which every command of the log is known to be committed
   */
  public boolean isEvictable(long committed) {
    return isIdle() && !rewritten && remembered.decidedUpTo(source) < committed;
  }

  private boolean isIdle() {
    return underWay instanceof UnderWay.None && waiting.isEmpty();
  }

  /**
   * Frees the memory that an idle machine does not need; see {@link RememberedItem#released}.
   *
   * @param committed an offset below which every command of the log is known to be committed
   */
  public void release(long committed) {
    if (!isIdle()) {
      return;
    }
    waiting = new ArrayDeque<>(1);
    remembered = remembered.released(source, protocol, committed);
  }

  /** An estimate of the memory that this machine holds while it is idle, in bytes. */
  public long memoryBytes() {
    return MEMORY_BYTES + remembered.memoryBytes();
  }

  private <T extends UnderWay> T end(Class<T> expected) {
    if (!expected.isInstance(underWay)) {
      throw unexpected("response to a " + expected.getSimpleName());
    }
    T ended = expected.cast(underWay);
    underWay = UnderWay.NONE;
    return ended;
  }

  private IllegalStateException unexpected(String event) {
    return new IllegalStateException(
        "counter " + counter + ": " + event + " while " + underWay + " is under way");
  }

  private Actions.Next start(UnderWay request) {
    underWay = request;
    currentUpTo = waiting.isEmpty() ? -1 : waiting.peekLast().offset();
    return request.request(attempts.started());
  }

  private Actions adopt(Optional<CounterItem> actual, long committed) {
    remembered = remembered.adopting(actual, counter, source);
    known = true;
    return proceed(new ArrayList<>(), committed, false);
  }

  private Actions proceed(List<Decision> decisions, long committed, boolean pastLimit) {
    while (!waiting.isEmpty()) {
      LoggedCommand head = waiting.peek();
      if (!known && !Decider.expectsAbsence(head.command())) {
        return new Actions(decisions, start(firstRequest()));
      }
      CommandStatus status = protocol.status(remembered.item(), source, head);
      if (rewritten || status instanceof CommandStatus.Rewritten) {
        rewritten = true;
        decisions.addAll(withoutOutcome());
        break;
      }
      if (status instanceof CommandStatus.Undecided) {
        if (!isDecidedWithoutPut(head)) {
          return new Actions(decisions, startBatch(committed, pastLimit));
        }
        BatchBuilder checks = take(committed, pastLimit, this::isDecidedWithoutPut);
        if (checks.isEmpty()) {
          return new Actions(decisions, Actions.Next.AWAIT_COMMIT);
        }
        remembered = remembered.deciding(checks.item(counter, source));
        decisions.addAll(checks.decided());
      } else {
        decisions.add(
            status instanceof CommandStatus.DecidedAgainst before
                ? new Decided(head.offset(), Decider.decide(head, before.state()))
                : new Stale(head.offset(), remembered.decidedUpTo(source)));
        waiting.poll();
      }
      attempts.progressed();
    }
    return new Actions(decisions, Actions.Next.NOTHING);
  }

  /** A check that had arrived before the item was requested. */
  private boolean isDecidedWithoutPut(LoggedCommand logged) {
    return logged.offset() <= currentUpTo && Decider.isCheck(logged.command());
  }

  private List<Rewritten> withoutOutcome() {
    List<Rewritten> without = new ArrayList<>();
    waiting.forEach(
        command -> without.add(new Rewritten(command.offset(), remembered.decidedUpTo(source))));
    waiting.clear();
    return without;
  }

  private UnderWay firstRequest() {
    Optional<BlindUpdate> blind = BlindUpdate.of(waiting, source, limits);
    return blind.isPresent() ? new UnderWay.Blind(blind.get()) : new UnderWay.Read(counter);
  }

  private Actions.Next startBatch(long committed, boolean pastLimit) {
    BatchBuilder batch = take(committed, pastLimit, logged -> true);
    if (batch.isEmpty()) {
      return Actions.Next.AWAIT_COMMIT;
    }
    if (batch.isOfChecks()) {
      waitAgain(batch.commands());
      return start(new UnderWay.Read(counter));
    }
    ConditionalPut put = new ConditionalPut(batch.item(counter, source), remembered.seen());
    return start(new UnderWay.Put(batch.batch(put, limits)));
  }

  /** Takes waiting commands as long as they are wanted and fit into the journal. */
  private BatchBuilder take(long committed, boolean pastLimit, Predicate<LoggedCommand> wanted) {
    Journal retained = protocol.retained(remembered.journalOf(source), committed);
    BatchBuilder batch = new BatchBuilder(remembered.item(), retained);
    batch.take(waiting, wanted, limits, pastLimit);
    return batch;
  }
}
