package io.counterstream.processor.stream;

import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.contract.json.DecodedCommand;
import io.counterstream.core.LoggedCommand;
import io.counterstream.processor.engine.PartitionEngine;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

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
  private final ArrayDeque<SubmittedRecord> submitted = new ArrayDeque<>();
  private Optional<Following.Start> start = Optional.empty();
  private Optional<Following> following = Optional.empty();

  /** Set while a poll is being taken: still set later, it says that one was not taken whole. */
  private boolean takingPoll;

  /**
   * The task is ready; it begins with the first record that it processes. What was polled since the
   * task before is kept.
   */
  void ready(Following.Start starting) {
    end();
    submitted.clear();
    start = Optional.of(starting);
  }

  private void end() {
    following.map(Following::engine).ifPresent(PartitionEngine::close);
    following = Optional.empty();
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
    following.ifPresent(this::submitPolled);
    takingPoll = false;
  }

  /**
   * The work of the record that is processed now; starts it if a poll did not.
   *
   * @throws OutOfOrderException if another record is due
   */
  SubmittedRecord next(PolledRecord record) {
    Following followed = following.orElseGet(() -> begin(record.offset()));
    if (submitted.isEmpty()) {
      startFrom(record, followed);
    }
    SubmittedRecord next = submitted.remove();
    if (next.offset() != record.offset()) {
      throw new OutOfOrderException(
          "offset " + record.offset() + " is processed where " + next.offset() + " is due");
    }
    return next;
  }

  private Following begin(long first) {
    Following begun = start
        .orElseThrow(() -> new OutOfOrderException("a record came before its task was ready"))
        .at(first);
    following = Optional.of(begun);
    return begun;
  }

  private void startFrom(PolledRecord record, Following followed) {
    while (!polled.isEmpty() && polled.peek().offset() < record.offset()) {
      polled.poll();
    }
    if (takingPoll || polled.isEmpty() || polled.peek().offset() != record.offset()) {
      polled.clear();
      submitted.add(submit(record, followed));
      followed.engine().start();
    } else {
      submitPolled(followed);
    }
  }

  private void submitPolled(Following followed) {
    for (PolledRecord record = polled.poll(); record != null; record = polled.poll()) {
      submitted.add(submit(record, followed));
    }
    followed.engine().start();
  }

  private static SubmittedRecord submit(PolledRecord record, Following followed) {
    long offset = record.offset();
    if (followed.mark().covers(offset)) {
      return new SubmittedRecord.DecidedBefore(offset);
    }
    DecodedCommand decoded = CommandCodec.decode(record.key(), record.value());
    if (decoded instanceof DecodedCommand.Unreadable unreadable) {
      return new SubmittedRecord.Unreadable(offset, unreadable);
    }
    if (decoded instanceof DecodedCommand.Invalid invalid) {
      return new SubmittedRecord.Invalid(offset, invalid);
    }
    Instant timestamp = Instant.ofEpochMilli(record.timestampMillis());
    IncrementCommand command = ((DecodedCommand.Valid) decoded).command();
    return new SubmittedRecord.Command(
        offset, followed.engine().submit(new LoggedCommand(offset, timestamp, command)));
  }

  /** Whether no polled record is left to process. */
  boolean isDrained() {
    return submitted.isEmpty() && polled.isEmpty();
  }

  /** Whether a counter waits for a commit of the commands up to an offset, or will soon. */
  boolean wantsCommit(long processed) {
    return following.isPresent() && following.get().engine().wantsCommit(processed);
  }

  /** The offsets below this one are committed. */
  void committed(long offset) {
    following.ifPresent(followed -> followed.engine().committed(offset));
  }

  /** The mark to commit with the group's offset; none before the first record is processed. */
  Optional<OffsetAndMetadata> decidedOffsetAfterCommitOf(long groupOffset) {
    return following.map(followed -> followed.decidedOffsetAfterCommitOf(groupOffset));
  }

  /** The task was closed: nothing more is started. */
  void close() {
    end();
    start = Optional.empty();
    polled.clear();
    submitted.clear();
    takingPoll = false;
  }
}
