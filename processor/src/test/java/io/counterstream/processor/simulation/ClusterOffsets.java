package io.counterstream.processor.simulation;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.processor.offsets.DecidedOffsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnstableOffsetCommitException;

/** The offsets that one instance reads from the cluster. Others may act before each read. */
final class ClusterOffsets implements DecidedOffsets {
  static final String DECIDED_GROUP = DecidedOffsets.groupOf(SimulatedCluster.GROUP);

  private final SimulatedDeployment deployment;
  private final ProcessorInstance reader;

  ClusterOffsets(SimulatedDeployment deployment, ProcessorInstance reader) {
    this.deployment = deployment;
    this.reader = reader;
  }

  private Optional<OffsetAndMetadata> read(String group, TopicPartition partition) {
    reader.pause();
    if (deployment.kafka.isUnstable(group, partition)) {
      deployment.met(StreamEvent.OFFSET_READ_IN_AN_OPEN_TRANSACTION);
      throw new UnstableOffsetCommitException("in an open transaction");
    }
    return deployment.kafka.offset(group, partition);
  }

  @Override
  public Optional<Committed> decidedOffset(TopicPartition partition) {
    return read(DECIDED_GROUP, partition)
        .map(committed -> new Committed(committed.offset(), committed.metadata()));
  }

  /** The cluster keeps committed offsets, so nothing has to be derived. */
  @Override
  public DecidedOffset ofResults(TopicPartition partition, LogSource source) {
    return DecidedOffset.NONE;
  }

  @Override
  public OptionalLong groupOffset(TopicPartition partition) {
    return read(SimulatedCluster.GROUP, partition)
        .map(committed -> OptionalLong.of(committed.offset()))
        .orElse(OptionalLong.empty());
  }

  @Override
  public long earliestOffset(TopicPartition partition) {
    reader.pause();
    return deployment.kafka.log(partition).start();
  }

  @Override
  public long endOffset(TopicPartition partition) {
    reader.pause();
    return deployment.kafka.log(partition).end();
  }
}
