package io.counterstream.processor.stream;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.processor.engine.PartitionEngine;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * A partition whose records are processed, from its first delivered record on.
 *
 * @param source its log
 * @param decided the decided offset at the start: the commands that it covers are skipped
 * @param engine decides the other commands
 * @param pollCheck checks that each later poll continues the log
 */
record OpenPartition(
    LogSource source, DecidedOffset decided, PartitionEngine engine, PollCheck pollCheck) {
  /** The decided offset to commit with the group's offset; its metadata names the log. */
  OffsetAndMetadata decidedOffsetAfterCommitOf(long groupOffset) {
    return new OffsetAndMetadata(decided.afterCommitOf(groupOffset).offset(), source.toString());
  }
}
