package io.counterstream.processor.offsets;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/** Another owner commits ten more commands, with their decided offset, before each read. */
final class CommittingOffsets implements DecidedOffsets {
  private long committed = 40;

  private long commit() {
    committed += 10;
    return committed;
  }

  @Override
  public Optional<Committed> decidedOffset(TopicPartition partition) {
    return Optional.of(
        new Committed(new DecidedOffset(commit()), ResetGuardTest.SOURCE.toString()));
  }

  @Override
  public DecidedOffset ofResults(TopicPartition partition, LogSource source) {
    return DecidedOffset.NONE;
  }

  @Override
  public OptionalLong groupOffset(TopicPartition partition) {
    return OptionalLong.of(commit());
  }

  @Override
  public long earliestOffset(TopicPartition partition) {
    return 0;
  }

  @Override
  public long endOffset(TopicPartition partition) {
    return 1000;
  }
}
