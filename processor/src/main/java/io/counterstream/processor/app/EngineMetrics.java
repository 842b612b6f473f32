package io.counterstream.processor.app;

import io.counterstream.processor.engine.EngineListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

/** What the engine does, as meters whose names begin with {@code counterstream.}. */
final class EngineMetrics implements EngineListener {
  private final DistributionSummary batchCommands;
  private final Counter refused;
  private final Counter reads;
  private final Counter failures;
  private final Counter fullJournals;

  EngineMetrics(MeterRegistry registry) {
    batchCommands = DistributionSummary.builder("counterstream.put.commands")
        .description("Commands recorded by an accepted put")
        .register(registry);
    refused = counter(
        registry,
        "counterstream.put.refused",
        "Puts whose condition failed: another owner, another writer, or our own repetition");
    reads = counter(registry, "counterstream.item.reads", "Items read");
    failures = counter(
        registry,
        "counterstream.request.failures",
        "Requests to the table without an answer, sent again");
    fullJournals = counter(
        registry,
        "counterstream.journal.full",
        "Counters that waited for a commit because their journal was full");
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  @Override
  public void putAccepted(int commands) {
    batchCommands.record(commands);
  }

  @Override
  public void putRefused() {
    refused.increment();
  }

  @Override
  public void itemRead() {
    reads.increment();
  }

  @Override
  public void requestFailed() {
    failures.increment();
  }

  @Override
  public void journalFull() {
    fullJournals.increment();
  }
}
