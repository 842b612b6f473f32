package io.counterstream.processor.offsets;

import io.counterstream.core.LogSource;
import io.counterstream.core.table.OtherLogs;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what is needed of other logs, and looks again every few seconds, on a thread of its
 * own. Nothing is needed less later than it was: a decided offset never goes back. Thread-safe.
 */
public final class CachedOtherLogs implements OtherLogs, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CachedOtherLogs.class);
  private static final Duration PERIOD = Duration.ofSeconds(10);

  /** The number of logs to look at; more are not known. */
  private static final int LOGS_MAX = 10_000;

  private final Lookup lookup;
  private final Map<LogSource, Long> neededFrom = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "other-logs");
        thread.setDaemon(true);
        return thread;
      });

  /** Looks at one log. */
  public interface Lookup {
    /**
     * See {@link OtherLogs#neededFrom}; empty if that is not known now.
     *
     * @throws KafkaException if Kafka does not tell
     */
    OptionalLong neededFrom(LogSource log);
  }

  /** Looks at no log before one is asked for. */
  public CachedOtherLogs(Lookup lookup) {
    this.lookup = lookup;
    timer.scheduleWithFixedDelay(
        this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public long neededFrom(LogSource log) {
    Long known = neededFrom.get(log);
    if (known == null && neededFrom.size() < LOGS_MAX) {
      neededFrom.putIfAbsent(log, 0L);
    }
    return known == null ? 0 : known;
  }

  /** Looks at every log that was asked for. */
  void look() {
    for (LogSource log : neededFrom.keySet()) {
      try {
        lookup.neededFrom(log).ifPresent(found -> neededFrom.merge(log, found, Math::max));
      } catch (KafkaException unknown) {
        LOG.debug("Can't look at log {}: keeping its journals", log, unknown);
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
