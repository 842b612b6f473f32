package io.counterstream.processor.app;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers now and then whether they are there, and tells whoever reads the log when that
 * changes: the clients' own lines are hundreds a minute.
 */
final class BrokerMonitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerMonitor.class);
  private static final int PERIOD_SECONDS = 5;
  private static final int TIMEOUT_MILLIS = 4000;
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(60);

  private final Admin admin;
  private final String brokers;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "broker-watch");
        thread.setDaemon(true);
        return thread;
      });
  private volatile Optional<Instant> awaySince = Optional.empty();
  private Instant nextLine = Instant.MIN;

  /** Begins to watch; {@code admin} outlives this. */
  BrokerMonitor(Admin admin, String brokers) {
    this.admin = admin;
    this.brokers = brokers;
    timer.scheduleWithFixedDelay(this::ask, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  /** Whether the brokers answered when they were last asked. */
  boolean isThere() {
    return awaySince.isEmpty();
  }

  private void ask() {
    try {
      admin
          .describeCluster(new DescribeClusterOptions().timeoutMs(TIMEOUT_MILLIS))
          .nodes()
          .toCompletionStage()
          .toCompletableFuture()
          .get(2L * TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
      answered();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } catch (Exception away) {
      missed();
    }
  }

  private void answered() {
    awaySince.ifPresent(since -> LOG.info(
        "The brokers answer again, after {} s",
        Duration.between(since, Instant.now()).toSeconds()));
    awaySince = Optional.empty();
  }

  private void missed() {
    Instant now = Instant.now();
    if (awaySince.isEmpty()) {
      awaySince = Optional.of(now);
      nextLine = now;
    }
    if (!now.isBefore(nextLine)) {
      nextLine = now.plus(BETWEEN_LINES);
      LOG.warn(
          "No answer from the brokers at {} for {} s; the stream goes on when they are back",
          brokers,
          Duration.between(awaySince.get(), now).toSeconds() + PERIOD_SECONDS);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
