package io.counterstream.processor.engine;

import io.counterstream.core.LogSource;
import io.counterstream.core.table.CounterTable;
import java.time.Instant;

/**
 * The shared part of the partitions of one instance: the table, the scheduler of requests to it,
 * and the bound on cached counters. Thread-safe.
 */
public final class Engine implements AutoCloseable {
  private final CounterTable table;
  private final EngineSettings settings;
  private final EngineListener listener;
  private final RequestScheduler scheduler;
  private final CounterCache cache;

  /** Creates an engine on a table, which is not closed with it. */
  public Engine(CounterTable table, EngineSettings settings, EngineListener listener) {
    this.table = table;
    this.settings = settings;
    this.listener = listener;
    this.scheduler = new RequestScheduler(
        settings.requestsInFlightMax(), settings.backoff(), new OutageLog(Instant::now));
    this.cache = new CounterCache(settings.countersCachedMax());
  }

  /**
   * Starts to follow a log.
   *
   * @param source the log
   * @param committed an offset below which every command is known to be committed
   */
  public PartitionEngine open(LogSource source, long committed) {
    PartitionState state = new PartitionState(source, committed, cache);
    return new PartitionEngine(state, counter -> {
      CounterQueue queue = new CounterQueue(counter, source, settings);
      return new CounterChain(queue, state, table, scheduler, listener);
    });
  }

  /** Sends no more requests. Outcomes that are pending stay so. */
  @Override
  public void close() {
    scheduler.close();
  }
}
