package io.counterstream.processor.stream;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.processor.offsets.OffsetCheck;
import io.counterstream.processor.offsets.OffsetsResetException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a partition at its first delivered record, unless the group's offsets were reset. */
final class PartitionOpener {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionOpener.class);

  private final TaskDependencies dependencies;
  private final TopicPartition partition;
  private final LogSource source;

  PartitionOpener(TaskDependencies dependencies, TopicPartition partition, LogSource source) {
    this.dependencies = dependencies;
    this.partition = partition;
    this.source = source;
  }

  /**
   * Opens the partition.
   *
   * @param first the offset of the first delivered record
   * @throws OffsetsResetException if the group's offsets were reset
   * @throws RejoinGroupException if another owner has committed this record, or if the decided
   *     offset can't be read
   */
  OpenPartition open(long first) {
    OffsetCheck check = dependencies.guard().check(partition, source, first);
    if (check instanceof OffsetCheck.Reset reset) {
      throw new OffsetsResetException(dependencies.advice().of(partition, reset));
    }
    if (check instanceof OffsetCheck.Unsettled unsettled) {
      throw new RejoinGroupException(partition + " offset " + first + ": " + reason(unsettled));
    }
    OffsetCheck.Accepted accepted = (OffsetCheck.Accepted) check;
    log(accepted);
    DecidedOffset decided = accepted.decided();
    long committed = Math.max(first, decided.offset());
    return new OpenPartition(source, decided, dependencies.engine().open(source, committed));
  }

  private static String reason(OffsetCheck.Unsettled unsettled) {
    return unsettled instanceof OffsetCheck.Superseded superseded
        ? "another owner has committed up to " + superseded.decided().offset()
        : "can't read the decided offset ("
            + ((OffsetCheck.Unknown) unsettled).cause().getMessage() + ")";
  }

  private void log(OffsetCheck.Accepted accepted) {
    if (accepted instanceof OffsetCheck.SkippingDecided skipping) {
      LOG.warn(
          "{}: the commands from {} to {} have committed outcomes and are skipped",
          partition,
          skipping.offset(),
          skipping.decided().offset() - 1);
    } else if (accepted instanceof OffsetCheck.RecordsDeleted deleted) {
      LOG.error(
          "{}: the records from {} to {} were deleted from the topic before they were decided; they"
              + " have no outcomes. Was the processor down for longer than the topic's retention?",
          partition,
          deleted.decided().offset(),
          deleted.earliest() - 1);
    }
  }
}
