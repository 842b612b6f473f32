package io.counterstream.processor.app;

import io.counterstream.processor.stream.StreamListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts stream events; the names of its meters start with {@code counterstream.}. */
final class StreamMetrics implements StreamListener {
  private final Counter recordsLost;
  private final Counter repliesDropped;

  StreamMetrics(MeterRegistry registry) {
    recordsLost = Counter.builder("counterstream.records.lost")
        .description("Records that were removed from the command topic before they were decided,"
            + " transaction markers included")
        .register(registry);
    repliesDropped = Counter.builder("counterstream.replies.dropped")
        .description("Replies to permitted topics that were not sent, because the topic does not"
            + " exist, would refuse them, or has no leader")
        .register(registry);
  }

  @Override
  public void replyDropped() {
    repliesDropped.increment();
  }

  @Override
  public void recordsLost(long offsets) {
    recordsLost.increment(offsets);
  }
}
