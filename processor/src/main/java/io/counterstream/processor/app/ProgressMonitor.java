package io.counterstream.processor.app;

import io.counterstream.contract.kafka.KafkaFutures;
import io.counterstream.processor.engine.OutageLog;
import io.counterstream.processor.progress.ProgressWatch;
import io.counterstream.processor.progress.Stall;
import io.counterstream.processor.progress.StallLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds whether the brokers respond, the topics exist, and every partition of
 * this processor makes progress; for the health page, the log and the metrics. Thread-safe.
 *
 * <p>It asks the brokers, not the processor's own clients, where the log ends: a client that is
 * stuck does not notice it. The Kafka clients' own lines, hundreds a minute in an outage, are not
 * logged.
 */
final class ProgressMonitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressMonitor.class);
  private static final Duration PERIOD = Duration.ofSeconds(2);
  private static final int TIMEOUT_MILLIS = 4000;
  private static final Duration TIMEOUT = Duration.ofMillis(TIMEOUT_MILLIS);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(60);

  private final Admin admin;
  private final String group;
  private final ProgressWatch watch;
  private final TopicWatch topics;
  private final StreamState stream;
  private final Listener listener;
  private final Duration transactionTimeout;
  private final OutageLog outage;
  private final StallLog stallLog = new StallLog(System::nanoTime);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress-monitor");
        thread.setDaemon(true);
        return thread;
      });
  private volatile boolean reachable = true;
  private volatile List<Stall> stalls = List.of();

  /**
   * What is looked at.
   *
   * @param watch the partitions of this processor
   * @param stream the state of Kafka Streams
   * @param transactionTimeout how long a transaction may be open
   */
  record Watched(ProgressWatch watch, StreamState stream, Duration transactionTimeout) {}

  /** Receives what was found, on the monitor's thread. */
  interface Listener {
    /** The stalls of now; called after each look. */
    void looked(List<Stall> stalls);

    /** The command topic was deleted: the processor has nothing to do any more. */
    void commandTopicDeleted();
  }

  /** Creates a monitor that is not started. The caller closes {@code admin}, after the monitor. */
  ProgressMonitor(Admin admin, ProcessorSettings settings, Watched watched, Listener listener) {
    this.admin = admin;
    this.group = settings.text(SettingKeys.APPLICATION_ID);
    this.watch = watched.watch();
    this.stream = watched.stream();
    this.transactionTimeout = watched.transactionTimeout();
    this.listener = listener;
    this.topics = new TopicWatch(admin, settings.topics(), System::nanoTime);
    this.outage = new OutageLog(
        "The Kafka cluster at " + settings.text(SettingKeys.BOOTSTRAP),
        "checks failed, commands wait",
        Duration.ZERO,
        BETWEEN_LINES,
        System::nanoTime);
  }

  /** Starts to look every two seconds. */
  void start() {
    timer.scheduleWithFixedDelay(
        this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether a broker responded when it was last asked. */
  boolean isReachable() {
    return reachable;
  }

  /** What made no progress at the last look. */
  List<Stall> stalls() {
    return stalls;
  }

  private void look() {
    try {
      lookAtBrokers();
      List<Stall> found = new ArrayList<>(watch.stalls());
      found.addAll(topics.stalls(
          watch.owned().stream().map(TopicPartition::toString).sorted().toList()));
      stream.stall().ifPresent(found::add);
      stalls = List.copyOf(found);
      stallLog.report(found);
      listener.looked(found);
      if (reachable) {
        if (topics.commandTopicWasDeleted()) {
          listener.commandTopicDeleted();
        }
        watch.abandonWaitsAfter(transactionTimeout);
      }
    } catch (RuntimeException unexpected) {
      LOG.error("The progress of the processor can't be watched", unexpected);
    }
  }

  private void lookAtBrokers() {
    try {
      topics.look(TIMEOUT);
      reachable = true;
      outage.succeeded();
    } catch (RuntimeException failed) {
      if (!timer.isShutdown()) {
        reachable = false;
        outage.failed(failed);
      }
      return;
    }
    try {
      lookAtLog();
      if (watch.suspects()) {
        lookAtGroup();
      }
    } catch (KafkaException unknown) {
      // The cause of a stall of these requests is one of the commands', too; it is reported there.
      LOG.debug("Can't read the ends of the log or the group's offsets", unknown);
    }
  }

  private void lookAtLog() {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    watch.owned().stream()
        .filter(partition -> topics.hasLeader(partition.partition()))
        .forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
    if (wanted.isEmpty()) {
      return;
    }
    ListOffsetsOptions options =
        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(TIMEOUT_MILLIS);
    KafkaFutures.await(admin.listOffsets(wanted, options).all(), TIMEOUT.multipliedBy(2))
        .forEach((partition, end) -> watch.endIs(partition, end.offset()));
  }

  /** Another owner may have committed what this one could not. */
  private void lookAtGroup() {
    Map<String, ListConsumerGroupOffsetsSpec> wanted =
        Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(watch.owned()));
    ListConsumerGroupOffsetsOptions options =
        new ListConsumerGroupOffsetsOptions().timeoutMs(TIMEOUT_MILLIS);
    KafkaFutures.await(
            admin.listConsumerGroupOffsets(wanted, options).partitionsToOffsetAndMetadata(group),
            TIMEOUT.multipliedBy(2))
        .forEach((partition, offset) -> {
          if (offset != null) {
            watch.partition(partition).committed(offset.offset());
          }
        });
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
