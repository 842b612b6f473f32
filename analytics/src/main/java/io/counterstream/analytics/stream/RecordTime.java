package io.counterstream.analytics.stream;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Event time: the record's timestamp, if it is usable. A producer may set any: one before 1970
 * counts as 1970, and one in the future as now, because it would close all windows at once.
 */
public final class RecordTime implements TimestampExtractor {
  /** How far producers' clocks may be ahead. */
  public static final Duration AHEAD_MAX = Duration.ofMinutes(10);

  private final LongSupplier nowMillis;

  /** Uses the wall clock. */
  public RecordTime() {
    this(System::currentTimeMillis);
  }

  RecordTime(LongSupplier nowMillis) {
    this.nowMillis = nowMillis;
  }

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    long now = nowMillis.getAsLong();
    return record.timestamp() > now + AHEAD_MAX.toMillis() ? now : Math.max(0, record.timestamp());
  }
}
