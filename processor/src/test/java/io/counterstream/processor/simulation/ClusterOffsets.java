package io.counterstream.processor.simulation;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.processor.offsets.DecidedOffsets;
import io.counterstream.processor.offsets.DerivedOffsets;
import io.counterstream.processor.offsets.ResultTails;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnstableOffsetCommitException;

/** The offsets that one instance reads from the cluster. Others may act before each read. */
final class ClusterOffsets implements DecidedOffsets {
  private final SimulatedDeployment deployment;
  private final ProcessorInstance reader;
  private final String group;
  private final ResultTails results;

  ClusterOffsets(SimulatedDeployment deployment, ProcessorInstance reader) {
    this.deployment = deployment;
    this.reader = reader;
    this.group = deployment.kafka.group();
    this.results = ResultReader.of(deployment, reader);
  }

  private Optional<OffsetAndMetadata> read(String ofGroup, TopicPartition partition) {
    reader.pause();
    if (deployment.kafka.isUnstable(ofGroup, partition)) {
      deployment.met(StreamEvent.OFFSET_READ_IN_AN_OPEN_TRANSACTION);
      throw new UnstableOffsetCommitException("in an open transaction");
    }
    return deployment.kafka.offset(ofGroup, partition);
  }

  @Override
  public Optional<Committed> decidedOffset(TopicPartition partition) {
    return read(DecidedOffsets.groupOf(group), partition).map(Committed::of);
  }

  @Override
  public DecidedOffset ofResults(TopicPartition partition, LogSource source) {
    DecidedOffset derived = DerivedOffsets.of(results, partition, source);
    if (derived.offset() > 0) {
      deployment.met(StreamEvent.DECIDED_OFFSET_DERIVED);
    }
    return derived;
  }

  @Override
  public OptionalLong groupOffset(TopicPartition partition) {
    return read(group, partition)
        .map(committed -> OptionalLong.of(committed.offset()))
        .orElse(OptionalLong.empty());
  }

  @Override
  public long earliestOffset(TopicPartition partition) {
    return log(partition).start();
  }

  @Override
  public long endOffset(TopicPartition partition) {
    return log(partition).end();
  }

  private CommandLog log(TopicPartition partition) {
    reader.pause();
    if (!deployment.kafka.leaders().has(partition)) {
      deployment.met(StreamEvent.OFFSET_READ_WITHOUT_A_LEADER);
      throw new TimeoutException(partition + " has no leader");
    }
    return deployment.kafka.log(partition);
  }
}
