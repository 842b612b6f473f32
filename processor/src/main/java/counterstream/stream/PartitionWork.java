package counterstream.stream;

import counterstream.contract.json.CommandCodec;
import counterstream.contract.json.DecodedCommand;
import counterstream.decide.LoggedCommand;
import counterstream.engine.PartitionEngine;
import counterstream.engine.PendingOutcome;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * One partition's records between the poll and {@code process()}: polled ones that wait for the
 * task to be ready, and submitted ones whose outcomes are due, both in log order.
 *
 * <p>Every record reaches the engine once, in order and without a gap: after a poll that could not
 * be taken whole, records are submitted one at a time, as {@code process()} meets them. Used by one
 * stream thread.
 */
final class PartitionWork {
  private final ArrayDeque<PolledRecord> polled = new ArrayDeque<>();
  private final ArrayDeque<Submitted> submitted = new ArrayDeque<>();
  private Optional<LongFunction<PartitionEngine>> opener = Optional.empty();
  private Optional<PartitionEngine> engine = Optional.empty();

  /** Set while a poll is being taken: still set later, it says that one was not taken whole. */
  private boolean takingPoll;

  /**
   * A record whose work was started.
   *
   * @param offset its offset
   * @param decoded what it is
   * @param pending its outcome to come, if it is a valid command
   */
  record Submitted(long offset, DecodedCommand decoded, Optional<PendingOutcome> pending) {}

  /**
   * The task is ready; the engine opens with the first record that it processes. What was polled
   * since the task before is kept.
   */
  void ready(LongFunction<PartitionEngine> engineFromCommittedOffset) {
    engine.ifPresent(PartitionEngine::close);
    engine = Optional.empty();
    submitted.clear();
    opener = Optional.of(engineFromCommittedOffset);
  }

  /** A poll brought these records; starts their work if the task already processes this log. */
  void polled(List<PolledRecord> records) {
    if (takingPoll) {
      return;
    }
    takingPoll = true;
    if (!polled.isEmpty() && records.get(0).offset() <= polled.getLast().offset()) {
      polled.clear();
    }
    polled.addAll(records);
    engine.ifPresent(this::submitPolled);
    takingPoll = false;
  }

  /**
   * The work of the record that is processed now; starts it if a poll did not.
   *
   * @throws OutOfOrderException if another record is due
   */
  Submitted next(PolledRecord record) {
    PartitionEngine open = engine.orElseGet(() -> open(record.offset()));
    if (submitted.isEmpty()) {
      startFrom(record, open);
    }
    Submitted next = submitted.remove();
    if (next.offset() != record.offset()) {
      throw new OutOfOrderException(
          "offset " + record.offset() + " is processed where " + next.offset() + " is due");
    }
    return next;
  }

  private PartitionEngine open(long offset) {
    PartitionEngine opened = opener
        .orElseThrow(() -> new OutOfOrderException("a record came before its task was ready"))
        .apply(offset);
    engine = Optional.of(opened);
    return opened;
  }

  private void startFrom(PolledRecord record, PartitionEngine open) {
    while (!polled.isEmpty() && polled.peek().offset() < record.offset()) {
      polled.poll();
    }
    if (takingPoll || polled.isEmpty() || polled.peek().offset() != record.offset()) {
      polled.clear();
      submit(record, open);
      open.start();
    } else {
      submitPolled(open);
    }
  }

  private void submitPolled(PartitionEngine open) {
    for (PolledRecord record = polled.poll(); record != null; record = polled.poll()) {
      submit(record, open);
    }
    open.start();
  }

  private void submit(PolledRecord record, PartitionEngine open) {
    DecodedCommand decoded = CommandCodec.decode(record.key(), record.value());
    Optional<PendingOutcome> pending = Optional.empty();
    if (decoded instanceof DecodedCommand.Valid valid) {
      Instant timestamp = Instant.ofEpochMilli(record.timestampMillis());
      pending =
          Optional.of(open.submit(new LoggedCommand(record.offset(), timestamp, valid.command())));
    }
    submitted.add(new Submitted(record.offset(), decoded, pending));
  }

  /** Whether no started work is left to process. */
  boolean isDrained() {
    return submitted.isEmpty();
  }

  /** Whether a counter waits for a commit. */
  boolean wantsCommit() {
    return engine.isPresent() && engine.get().wantsCommit();
  }

  /** The offsets below this one are committed. */
  void committed(long offset) {
    engine.ifPresent(open -> open.committed(offset));
  }

  /** The task was closed: nothing more is started. */
  void close() {
    engine.ifPresent(PartitionEngine::close);
    engine = Optional.empty();
    opener = Optional.empty();
    polled.clear();
    submitted.clear();
    takingPoll = false;
  }
}
