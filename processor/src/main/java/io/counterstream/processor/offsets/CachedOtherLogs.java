package io.counterstream.processor.offsets;

import io.counterstream.core.LogSource;
import io.counterstream.core.table.OtherLogs;
import java.time.Duration;
import java.util.HashMap;
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
 *
 * <p>A log counts as gone only after all looks of five minutes have found that. A broker that does
 * not get the cluster's metadata does not know a new topic, and its journals must not be dropped.
 */
public final class CachedOtherLogs implements OtherLogs, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CachedOtherLogs.class);
  private static final Duration PERIOD = Duration.ofSeconds(10);

  /** The looks in a row that must find a log gone: five minutes. */
  static final int LOOKS_UNTIL_GONE = 30;

  /** The number of logs to look at; more are not known. */
  private static final int LOGS_MAX = 10_000;

  private final Lookup lookup;
  private final Map<LogSource, Long> neededFrom = new ConcurrentHashMap<>();

  /** The number of looks in a row that have found a log gone. Used by the thread that looks. */
  private final Map<LogSource, Integer> goneLooks = new HashMap<>();

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
        remember(log, lookup.neededFrom(log));
      } catch (KafkaException unknown) {
        LOG.debug("Can't look at log {}: keeping its journals", log, unknown);
      }
    }
  }

  private void remember(LogSource log, OptionalLong found) {
    if (found.orElse(0) < Long.MAX_VALUE) {
      goneLooks.remove(log);
    } else if (goneLooks.merge(log, 1, Integer::sum) < LOOKS_UNTIL_GONE) {
      return;
    }
    found.ifPresent(needed -> neededFrom.merge(log, needed, Math::max));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
