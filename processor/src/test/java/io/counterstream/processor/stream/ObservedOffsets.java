package io.counterstream.processor.stream;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.processor.offsets.DecidedOffsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/** Offsets of which a test learns when they are read. */
final class ObservedOffsets implements DecidedOffsets {
  private final Supplier<FixedOffsets> offsets;
  private final Consumer<TopicPartition> beforeRead;

  /**
   * Creates them.
   *
   * @param offsets what a read returns
   * @param beforeRead called before each read
   */
  ObservedOffsets(Supplier<FixedOffsets> offsets, Consumer<TopicPartition> beforeRead) {
    this.offsets = offsets;
    this.beforeRead = beforeRead;
  }

  private FixedOffsets read(TopicPartition partition) {
    beforeRead.accept(partition);
    return offsets.get();
  }

  @Override
  public Optional<Committed> decidedOffset(TopicPartition partition) {
    return read(partition).decidedOffset(partition);
  }

  @Override
  public DecidedOffset ofResults(TopicPartition partition, LogSource source) {
    return read(partition).ofResults(partition, source);
  }

  @Override
  public OptionalLong groupOffset(TopicPartition partition) {
    return read(partition).groupOffset(partition);
  }

  @Override
  public long earliestOffset(TopicPartition partition) {
    return read(partition).earliestOffset(partition);
  }

  @Override
  public long endOffset(TopicPartition partition) {
    return read(partition).endOffset(partition);
  }
}
