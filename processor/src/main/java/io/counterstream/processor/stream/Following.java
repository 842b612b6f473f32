package io.counterstream.processor.stream;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.processor.engine.PartitionEngine;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * How a partition is followed, from the first record on that was delivered.
 *
 * @param source the log
 * @param mark what it covers is passed over
 * @param engine decides the rest
 */
record Following(LogSource source, DecidedOffset mark, PartitionEngine engine) {
  /** Begins to follow a log. */
  interface Start {
    /**
     * Called with the first record to process.
     *
     * @param first its offset
     */
    Following at(long first);
  }

  /** The mark to commit with the group's offset; it names the log that it speaks of. */
  OffsetAndMetadata decidedOffsetAfterCommitOf(long groupOffset) {
    return new OffsetAndMetadata(mark.afterCommitOf(groupOffset).offset(), source.toString());
  }
}
