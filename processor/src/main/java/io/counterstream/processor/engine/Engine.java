package io.counterstream.processor.engine;

import io.counterstream.core.LogSource;
import io.counterstream.core.table.CounterTable;
import java.util.concurrent.CompletionStage;

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
  private final Environment environment;

  /** Creates an engine on a table, which is not closed with it. */
  public Engine(CounterTable table, EngineSettings settings, EngineListener listener) {
    this(table, settings, listener, Environment.ofThisJvm());
  }

  /** Creates an engine in another environment than this JVM's, which is closed with it. */
  public Engine(
      CounterTable table,
      EngineSettings settings,
      EngineListener listener,
      Environment environment) {
    this.table = table;
    this.settings = settings;
    this.listener = listener;
    this.environment = environment;
    RequestFailures failures = new RequestFailures(environment::nanoTime);
    this.scheduler = new RequestScheduler(
        settings.requestsInFlightMax(),
        settings.backoff(),
        failures,
        new TableProbe(() -> table.put(TableProbe.REFUSED), failures, environment),
        environment);
    this.cache = new CounterCache(settings.cacheBytesMax());
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

  /** The clock and the waits of the stream threads that use this engine. */
  public Environment environment() {
    return environment;
  }

  /** Requests a hash of a counter's item, whether it can be decoded or not. */
  public CompletionStage<Integer> itemHash(String counter) {
    return table.itemHash(counter);
  }

  /** The number of counters whose requests have failed for ten seconds or more. */
  public int countersFailing() {
    return scheduler.failures().counters();
  }

  /** The counters in memory, over all partitions. */
  CounterCache cache() {
    return cache;
  }

  /** Sends no more requests. Outcomes that are pending stay so. */
  @Override
  public void close() {
    scheduler.close();
  }
}
