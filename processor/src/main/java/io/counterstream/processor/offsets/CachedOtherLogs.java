package io.counterstream.processor.offsets;

import io.counterstream.core.LogSource;
import io.counterstream.core.table.OtherLogs;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what is needed of other logs. Looks every few seconds at those that were asked for
 * meanwhile, on a thread of its own. Nothing is needed less later than it was: a decided offset
 * never goes back. Thread-safe.
 *
 * <p>A log counts as gone only after all looks of five minutes have found that. A broker that does
 * not get the cluster's metadata does not know a new topic, and its journals must not be dropped.
 */
public final class CachedOtherLogs implements OtherLogs, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CachedOtherLogs.class);
  private static final Duration PERIOD = Duration.ofSeconds(10);

  /** The looks in a row that must find a log gone: five minutes. */
  static final int LOOKS_UNTIL_GONE = 30;

  /** The number of logs to remember; more are not known. */
  private static final int LOGS_MAX = 10_000;

  private final Lookup lookup;
  private final Map<LogSource, Long> neededFrom = new ConcurrentHashMap<>();

  /** The logs to look at: those that were asked for, and of which something may be needed. */
  private final Set<LogSource> asked = ConcurrentHashMap.newKeySet();

  /** The number of looks in a row that have found a log gone. Used by the thread that looks. */
  private final Map<LogSource, Integer> goneLooks = new HashMap<>();

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "other-logs");
        thread.setDaemon(true);
        return thread;
      });

  /** Looks at logs. */
  public interface Lookup {
    /**
     * See {@link OtherLogs#neededFrom}; without the logs of which that is not known now.
     *
     * @throws KafkaException if Kafka does not tell
     */
    Map<LogSource, Long> neededFrom(Set<LogSource> logs);
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
    if (known == null ? neededFrom.size() < LOGS_MAX : known < Long.MAX_VALUE) {
      neededFrom.putIfAbsent(log, 0L);
      asked.add(log);
    }
    return known == null ? 0 : known;
  }

  /** Looks at every log that was asked for since the last look. */
  void look() {
    Set<LogSource> logs = Set.copyOf(asked);
    asked.removeAll(logs);
    if (logs.isEmpty()) {
      return;
    }
    try {
      Map<LogSource, Long> found = lookup.neededFrom(logs);
      logs.forEach(log -> remember(log, Optional.ofNullable(found.get(log))));
    } catch (KafkaException unknown) {
      LOG.debug("Can't look at {} other logs: keeping their journals", logs.size(), unknown);
    }
  }

  private void remember(LogSource log, Optional<Long> found) {
    if (found.orElse(0L) < Long.MAX_VALUE) {
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
