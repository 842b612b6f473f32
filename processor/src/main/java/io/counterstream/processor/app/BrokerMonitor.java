package io.counterstream.processor.app;

import io.counterstream.contract.kafka.KafkaFutures;
import io.counterstream.processor.engine.OutageLog;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/**
 * Checks every few seconds whether the brokers respond, for the health page and the log. The Kafka
 * clients' own lines, hundreds a minute in an outage, are not logged.
 */
final class BrokerMonitor implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(4);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(60);

  private final Admin admin;
  private final OutageLog outage;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "broker-monitor");
        thread.setDaemon(true);
        return thread;
      });
  private volatile boolean reachable = true;

  /** Starts the checks. The caller closes {@code admin}, after this monitor. */
  BrokerMonitor(Admin admin, String bootstrapServers) {
    this.admin = admin;
    this.outage = new OutageLog(
        "The Kafka cluster at " + bootstrapServers,
        "checks failed, commands wait",
        Duration.ZERO,
        BETWEEN_LINES,
        Instant::now);
    timer.scheduleWithFixedDelay(
        this::check, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether a broker responded to the last check. */
  boolean isReachable() {
    return reachable;
  }

  private void check() {
    DescribeClusterOptions options =
        new DescribeClusterOptions().timeoutMs((int) TIMEOUT.toMillis());
    try {
      KafkaFutures.await(admin.describeCluster(options).nodes(), TIMEOUT.multipliedBy(2));
      reachable = true;
      outage.succeeded();
    } catch (RuntimeException failed) {
      if (!timer.isShutdown()) {
        reachable = false;
        outage.failed(failed);
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
