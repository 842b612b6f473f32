package io.counterstream.processor.offsets;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import org.apache.kafka.common.TopicPartition;

/** Lets a simulation read {@link ResultTails} without the waits of {@link KafkaDecidedOffsets}. */
public final class DerivedOffsets {
  private DerivedOffsets() {}

  /** The decided offset that the result topics show now. */
  public static DecidedOffset of(ResultTails tails, TopicPartition commands, LogSource source) {
    return tails.decidedOffset(commands, source);
  }
}
