package io.counterstream.processor.app;

import io.counterstream.processor.stream.StreamListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts stream events; the names of its meters start with {@code counterstream.}. */
final class StreamMetrics implements StreamListener {
  private final Counter recordsLost;

  StreamMetrics(MeterRegistry registry) {
    recordsLost = Counter.builder("counterstream.records.lost")
        .description("Records that were removed from the command topic before they were decided,"
            + " transaction markers included")
        .register(registry);
  }

  @Override
  public void recordsLost(long offsets) {
    recordsLost.increment(offsets);
  }
}
