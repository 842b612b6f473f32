package io.counterstream.processor.app;

import io.counterstream.processor.stream.StreamListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Counts stream events; the names of its meters start with {@code counterstream.}. */
final class StreamMetrics implements StreamListener {
  private final Counter recordsLost;
  private final Counter repliesDropped;
  private final Counter repeats;
  private final Timer windowReads;

  StreamMetrics(MeterRegistry registry) {
    recordsLost = Counter.builder("counterstream.records.lost")
        .description("Records that were removed from the command topic before they were decided,"
            + " transaction markers included")
        .register(registry);
    repliesDropped = Counter.builder("counterstream.replies.dropped")
        .description("Replies to permitted topics that were not sent, because the topic does not"
            + " exist, would refuse them, or has no leader")
        .register(registry);
    repeats = Counter.builder("counterstream.repeats.rejected")
        .description("Commands that were rejected because their id was sent before; those of"
            + " transactions that were not committed count, too")
        .register(registry);
    windowReads = Timer.builder("counterstream.repeats.read")
        .description("Time to read the records that later commands are compared with, at a takeover"
            + " of a partition")
        .register(registry);
  }

  @Override
  public void repeatRejected() {
    repeats.increment();
  }

  @Override
  public void windowRead(Duration duration) {
    windowReads.record(duration);
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
