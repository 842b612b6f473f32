package io.counterstream.processor.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * One partition's records between the poll and {@code process()}, in log order: polled records that
 * wait until their task processes the log, and submitted records that wait for their outcomes.
 *
 * <p>Every record is submitted to the engine once, in order and without a gap. After a poll that
 * failed half-way, the thread joins the group again: it is unknown which of its records and of
 * those after it Kafka Streams has, and so are the leader epochs of some. Not thread-safe: used by
 * the partition's stream thread.
 */
final class PartitionQueue {
  private final ArrayDeque<PolledRecord> polled = new ArrayDeque<>();
  private final ArrayDeque<Submitted> submitted = new ArrayDeque<>();
  private Optional<TaskOpener> opener = Optional.empty();
  private Optional<OpenPartition> open = Optional.empty();

  /** Polls before which the position was lost, to be checked when the partition is opened. */
  private final List<PollCheck.Poll> unchecked = new ArrayList<>();

  /** A submitted record, as a poll has shown it. */
  private record Submitted(PolledRecord polled, SubmittedRecord form) {}

  /** Set while a poll is added; if it is still set after that, records may be missing. */
  private boolean addingPoll;

  /** The offset after the last record that was polled or processed. */
  private long expected;

  /** The offset after the last record that was processed. */
  private long processed;

  /** Whether the consumer lost its position since the last poll. */
  private boolean positionLost;

  /** Why no more records may be processed or committed: a poll does not continue the log. */
  private Optional<RuntimeException> broken = Optional.empty();

  /**
   * The task is initialized. Keeps the records that were polled since the previous task.
   *
   * @param partitionOpener opens the partition at the first record that the task processes
   */
  void ready(TaskOpener partitionOpener) {
    if (open.isPresent()) {
      // Polled for the task before, which had no room for them.
      polled.clear();
    }
    closeTask();
    submitted.clear();
    broken = Optional.empty();
    expected = polled.isEmpty() ? 0 : polled.getLast().offset() + 1;
    processed = 0;
    opener = Optional.of(partitionOpener);
    partitionOpener.prepare();
  }

  private void closeTask() {
    open.ifPresent(OpenPartition::close);
    open = Optional.empty();
    opener.ifPresent(TaskOpener::close);
    opener = Optional.empty();
  }

  private void prepareOpening() {
    if (waitsToOpen()) {
      opener.get().prepare(polled.peek().offset());
    }
  }

  /**
   * Adds the records of a poll; submits them if the task already processes this log.
   *
   * @param metadataUpdates how often the consumer's metadata had changed when the poll returned
   */
  void polled(List<PolledRecord> records, int metadataUpdates) {
    long first = records.get(0).offset();
    PollCheck.Poll poll = new PollCheck.Poll(expected, first, metadataUpdates, positionLost);
    if (open.isPresent()) {
      check(open.get(), poll);
    } else if (positionLost) {
      unchecked.add(poll);
    }
    positionLost = false;
    expected = records.get(records.size() - 1).offset() + 1;
    if (addingPoll || broken.isPresent()) {
      return;
    }
    addingPoll = true;
    if (!polled.isEmpty() && first <= polled.getLast().offset()) {
      polled.clear();
      unchecked.clear();
      opener.ifPresent(assigned -> broken = Optional.of(new RejoinGroupException("offset " + first
          + " is polled again before the task has begun: the log has lost records")));
    }
    polled.addAll(records);
    open.ifPresent(this::submitPolled);
    prepareOpening();
    addingPoll = false;
  }

  /** Records of a poll may be missing; no later one may be submitted, processed or committed. */
  void pollFailed() {
    addingPoll = true;
  }

  private void check(OpenPartition partition, PollCheck.Poll poll) {
    try {
      partition.pollCheck().check(poll.from(partition.decided().offset()));
    } catch (RuntimeException found) {
      broken = Optional.of(found);
    }
  }

  /**
   * Returns the submitted form of the record that is processed now; submits it if no poll did.
   *
   * @throws OutOfOrderException if another record is next
   * @throws RuntimeException if a poll failed or did not continue the log
   */
  SubmittedRecord next(PolledRecord record) {
    requireContinued();
    OpenPartition partition = open.orElseGet(() -> openAt(record.offset()));
    if (submitted.isEmpty()) {
      submitFrom(record, partition);
    }
    if (submitted.isEmpty()) {
      throw new RejoinGroupException("there is no room for the record at offset " + record.offset()
          + " until those before it are committed");
    }
    Submitted next = submitted.remove();
    next.polled().requireSameAs(record);
    processed = record.offset() + 1;
    if (!(next.form() instanceof SubmittedRecord.AlreadyDecided)) {
      partition.repeats().processed();
    }
    return next.form();
  }

  private void requireContinued() {
    broken.ifPresent(found -> {
      throw found;
    });
    if (addingPoll) {
      throw new RejoinGroupException(
          "records of a poll may be missing, because the interceptor failed (see the log)");
    }
  }

  private OpenPartition openAt(long first) {
    OpenPartition opened = opener
        .orElseThrow(() -> new OutOfOrderException(
            "offset " + first + " is processed before its task is initialized"))
        .open(first);
    open = Optional.of(opened);
    expected = Math.max(expected, first + 1);
    unchecked.stream().filter(poll -> poll.first() > first).forEach(poll -> check(opened, poll));
    unchecked.clear();
    requireContinued();
    return opened;
  }

  /** Opens the partition where a poll began, if that need not wait for reads. */
  void openIfPrepared() {
    boolean waits = waitsToOpen() && !addingPoll && broken.isEmpty();
    if (waits && opener.get().isPrepared(polled.peek().offset())) {
      submitPolled(openAt(polled.peek().offset()));
    }
  }

  /** Whether a poll has shown records of a task that is not open. */
  boolean waitsToOpen() {
    return !polled.isEmpty() && opener.isPresent() && open.isEmpty();
  }

  private void submitFrom(PolledRecord record, OpenPartition partition) {
    requireFirst(record.offset());
    if (polled.isEmpty() || polled.peek().offset() != record.offset()) {
      polled.clear();
      requireSeen(record.offset(), partition);
      polled.add(record);
    }
    submitPolled(partition);
  }

  /**
   * Kafka Streams must have got what a poll has shown. Otherwise a record without an outcome would
   * be passed over; also one below the decided offset, if the log has given its offset to another
   * one: only a task that begins there recognises that.
   */
  private void requireFirst(long first) {
    if (!polled.isEmpty() && polled.peek().offset() < first) {
      throw new RejoinGroupException("the first record to process is at offset " + first
          + ", but the one at " + polled.peek().offset() + " was polled before it");
    }
  }

  /** A record that no poll has shown was not checked either. */
  private void requireSeen(long offset, OpenPartition partition) {
    if (offset >= expected || offset < processed) {
      check(partition, new PollCheck.Poll(expected, offset, PollCheck.Poll.UNKNOWN, true));
      requireContinued();
      expected = offset + 1;
    }
  }

  private void submitPolled(OpenPartition partition) {
    while (!polled.isEmpty() && partition.repeats().hasRoom()) {
      PolledRecord next = polled.poll();
      submitted.add(new Submitted(next, partition.submit(next)));
    }
    partition.engine().start();
  }

  /** Whether every polled record is processed. */
  boolean isDrained() {
    return submitted.isEmpty() && polled.isEmpty();
  }

  /** Whether a commit up to this offset would make room in a nearly full journal, or for polls. */
  boolean wantsCommit(long processed) {
    return open.isPresent()
        && (open.get().engine().wantsCommit(processed) || open.get().repeats().wantsCommit());
  }

  /** The log no longer has the consumer's position: the next poll may begin anywhere in it. */
  void positionLost() {
    positionLost = true;
  }

  /** Every offset below this one is committed. A poll below it does not continue the log. */
  void committed(long offset) {
    open.ifPresent(partition -> {
      expected = Math.max(expected, offset);
      partition.engine().committed(offset);
      partition.repeats().committed(offset);
      if (!addingPoll && broken.isEmpty()) {
        submitPolled(partition);
      }
    });
  }

  /**
   * The decided offset to commit with the group's; none before the first record is processed.
   *
   * <p>After the position was lost, Kafka Streams may commit the new one before it polls a record
   * there. The next owner could not notice the records in between, so they are looked at here.
   *
   * @throws RuntimeException if a poll failed; if one did not continue the log: the group's offset
   *     may be one of another log; if the consumer has gone back to where a new leader's log
   *     differs, and did not poll there yet; or if a record below the group's offset was not
   *     processed, because Kafka Streams did not get what a poll has shown
   */
  Optional<OffsetAndMetadata> decidedOffsetAfterCommitOf(long groupOffset) {
    if (positionLost && open.isPresent() && groupOffset > expected) {
      check(open.get(), new PollCheck.Poll(expected, groupOffset, PollCheck.Poll.UNKNOWN, true));
      positionLost = false;
      expected = groupOffset;
    }
    requireContinued();
    if (groupOffset < processed) {
      throw new RejoinGroupException("the group's offset " + groupOffset + " is to be committed,"
          + " but the record at " + (processed - 1) + " is processed: the log has lost records");
    }
    Optional<PolledRecord> next = open.flatMap(partition -> nextToProcess());
    if (next.filter(record -> record.offset() < groupOffset).isPresent()) {
      throw new RejoinGroupException("the group's offset " + groupOffset + " is to be committed,"
          + " but the record at " + next.get().offset() + " is not processed");
    }
    return open.map(partition -> partition.decidedOffsetAfterCommitOf(groupOffset));
  }

  /** The first polled record that is not processed; it may wait for room to be submitted. */
  private Optional<PolledRecord> nextToProcess() {
    return submitted.isEmpty()
        ? Optional.ofNullable(polled.peek())
        : Optional.of(submitted.peek().polled());
  }

  /** The task is closed: no more records are submitted. */
  void close() {
    closeTask();
    polled.clear();
    submitted.clear();
    unchecked.clear();
    addingPoll = false;
    expected = 0;
    processed = 0;
    positionLost = false;
    broken = Optional.empty();
  }
}
