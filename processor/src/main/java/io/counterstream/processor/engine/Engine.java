package io.counterstream.processor.engine;

import io.counterstream.core.LogSource;
import io.counterstream.core.table.CounterTable;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * What the partitions of one instance share: the table, the bound on requests in flight, and the
 * timer for repetitions. Thread-safe.
 */
public final class Engine implements AutoCloseable {
  private final CounterTable table;
  private final EngineSettings settings;
  private final EngineListener listener;
  private final InFlight inFlight;
  private final Outage outage = new Outage();
  private final AtomicInteger countersCached = new AtomicInteger();
  private volatile boolean closed;
  private final SplittableRandom random = new SplittableRandom();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "counterstream-backoff");
        thread.setDaemon(true);
        return thread;
      });

  /** On a table, which is not closed with the engine. */
  public Engine(CounterTable table, EngineSettings settings, EngineListener listener) {
    this.table = table;
    this.settings = settings;
    this.listener = listener;
    this.inFlight = new InFlight(settings.requestsInFlightMax());
  }

  /**
   * Begins to follow a log.
   *
   * @param source the log
   * @param committed an offset below which every command is known to be committed
   */
  public PartitionEngine open(LogSource source, long committed) {
    return new PartitionEngine(this, source, committed);
  }

  CounterTable table() {
    return table;
  }

  EngineSettings settings() {
    return settings;
  }

  EngineListener listener() {
    return listener;
  }

  Outage outage() {
    return outage;
  }

  InFlight inFlight() {
    return inFlight;
  }

  /** A partition remembers so many counters more, or fewer. */
  void countersCached(int more) {
    countersCached.addAndGet(more);
  }

  /** Whether as many counters are remembered as should be, over all partitions. */
  boolean isCacheFull() {
    return countersCached.get() >= settings.countersCachedMax();
  }

  /**
   * Starts a request, after a wait if it failed before, and within the bound.
   *
   * @param partition whose request it is
   * @param offset of the command that it is for
   * @param failures how often it failed before
   * @param request says whether it started
   */
  void start(PartitionEngine partition, long offset, int failures, BooleanSupplier request) {
    if (failures == 0) {
      inFlight.enter(partition, offset, request);
      return;
    }
    Duration wait;
    synchronized (random) {
      wait = settings.backoff().after(failures, random);
    }
    timer.schedule(
        () -> inFlight.enter(partition, offset, request), wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  boolean isClosed() {
    return closed;
  }

  /** Sends nothing more; outcomes that are not there yet don't come any more. */
  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
  }
}
