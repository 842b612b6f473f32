package io.counterstream.processor.stream;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.processor.engine.PartitionEngine;
import io.counterstream.processor.offsets.DecidedOffsets;
import io.counterstream.processor.repeats.Repeats;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * A partition whose records are processed, from its first delivered record on.
 *
 * @param source its log
 * @param decided the decided offset at the start: the commands that it covers are skipped
 * @param engine decides the other commands, unless they are repeats
 * @param repeats judges which of them are
 * @param pollCheck checks that each later poll continues the log
 */
record OpenPartition(
    LogSource source,
    DecidedOffset decided,
    PartitionEngine engine,
    Repeats repeats,
    PollCheck pollCheck) {
  void close() {
    engine.close();
    repeats.close();
  }

  /** Submits the next record of the log. */
  SubmittedRecord submit(PolledRecord record) {
    long offset = record.offset();
    if (decided.covers(offset)) {
      record.rememberIn(repeats);
      return new SubmittedRecord.AlreadyDecided(offset);
    }
    SubmittedRecord form = SubmittedRecord.of(record, this);
    repeats.submitted(offset);
    return form;
  }

  /**
   * Whether a command may repeat a record that was removed since an earlier owner compared them.
   * The recorded window shows that the decided offset is that of the last owner.
   */
  boolean mayRepeatRemoved(long offset) {
    return decided.window().isPresent() && repeats.missesRecordsBefore(offset);
  }

  /** The decided offset to commit with the group's, when all records below it are processed. */
  OffsetAndMetadata decidedOffsetAfterCommitOf(long groupOffset) {
    DecidedOffset next = decided.afterCommitOf(groupOffset);
    return DecidedOffsets.Committed.of(next, source, repeats.windowToRecord(next.offset()));
  }
}
