package io.counterstream.processor.app;

import io.counterstream.processor.engine.EngineListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts engine events; the names of its meters start with {@code counterstream.}. */
final class EngineMetrics implements EngineListener {
  private final DistributionSummary batches;
  private final Counter conditionFailures;
  private final Counter itemReads;
  private final Counter requestFailures;
  private final Counter fullJournals;

  EngineMetrics(MeterRegistry registry) {
    batches = DistributionSummary.builder("counterstream.batch")
        .baseUnit("commands")
        .description("Commands recorded by one accepted request")
        .register(registry);
    conditionFailures = counter(
        registry,
        "counterstream.condition.failures",
        "Requests whose condition failed: another owner, another writer, or a retry of a request"
            + " that had succeeded");
    itemReads = counter(registry, "counterstream.item.reads", "Items read");
    requestFailures = counter(
        registry,
        "counterstream.request.failures",
        "Requests to the table without a response, sent again");
    fullJournals = counter(
        registry,
        "counterstream.journal.full",
        "Counters that waited for a commit because their journal was full");
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  @Override
  public void writeAccepted(int commands) {
    batches.record(commands);
  }

  @Override
  public void writeRefused() {
    conditionFailures.increment();
  }

  @Override
  public void itemRead() {
    itemReads.increment();
  }

  @Override
  public void requestFailed() {
    requestFailures.increment();
  }

  @Override
  public void journalFull() {
    fullJournals.increment();
  }
}
