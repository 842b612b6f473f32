package io.counterstream.client;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.json.OutcomeCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The thread that polls the result topics, and only the partitions that have commands in flight.
 *
 * <p>It reads a partition from the end that the partition has when it is requested. Commands are
 * sent only after that end is known, so their outcomes are behind it.
 */
final class OutcomePoller {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration ENDS_TIMEOUT = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final List<String> topics;
  private final Listener listener;
  private final Duration idle;
  private final Map<Integer, ResultPartition> partitions = new ConcurrentHashMap<>();
  private final BlockingQueue<ResultPartition> requested = new LinkedBlockingQueue<>();
  private final List<ResultPartition> starting = new ArrayList<>();
  private final Thread thread = new Thread(this::run, "counterstream-client-poller");
  private long retryNanos = System.nanoTime();
  private volatile boolean stopping;
  private volatile Throwable failure;

  /** Receives what the poller reads, and why it can't read. */
  interface Listener {
    /** An outcome was read. */
    void outcome(Outcome outcome);

    /** Reading failed, and will fail until an operator does something: waiting is no cure. */
    void refused(Throwable failure);
  }

  /**
   * Creates a poller that is not started.
   *
   * @param listener receives what happens, on the poller's thread
   * @param idle how long a partition without commands in flight is still read
   */
  OutcomePoller(
      Consumer<byte[], byte[]> consumer, Topics topics, Listener listener, Duration idle) {
    this.consumer = consumer;
    this.topics = topics.outcomes();
    this.listener = listener;
    this.idle = idle;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Returns a partition that is read from its present end on, unless it is read already. */
  ResultPartition request(int partition) {
    return partitions.computeIfAbsent(partition, unused -> {
      ResultPartition fresh = new ResultPartition(partition);
      requested.add(fresh);
      consumer.wakeup();
      return fresh;
    });
  }

  /** The partitions that are read now. */
  Set<Integer> partitions() {
    return Set.copyOf(partitions.keySet());
  }

  /** Why reading fails at present; null if it works. */
  Throwable failure() {
    return failure;
  }

  /** Why no outcome can be read until an operator does something; null if one may be. */
  Throwable refusal() {
    Throwable present = failure;
    return present != null && PermanentFailure.is(present) ? present : null;
  }

  void close(Duration patience) {
    stopping = true;
    consumer.wakeup();
    try {
      thread.join(Math.max(1, patience.toMillis()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!stopping) {
        readOnce();
      }
    } catch (RuntimeException | Error died) {
      // Such as the lack of a class that another version of a library has.
      failed(died);
    } finally {
      KafkaClients.close(consumer);
    }
  }

  private void readOnce() {
    try {
      requested.drainTo(starting);
      boolean started = startRequested();
      releaseIdle();
      poll();
      if (started) {
        failure = null;
      }
    } catch (WakeupException partitionRequested) {
      // The next call starts it.
    } catch (RuntimeException failed) {
      // Brokers may return and rights may be granted. Until then, commands meet their deadlines.
      failed(failed);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void failed(Throwable cause) {
    failure = cause;
    if (refusal() != null) {
      listener.refused(cause);
    }
  }

  private void poll() {
    if (!consumer.assignment().isEmpty()) {
      consumer.poll(POLL).forEach(this::deliver);
    } else if (starting.isEmpty()) {
      try {
        ResultPartition next = requested.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) {
          starting.add(next);
        }
      } catch (InterruptedException interrupted) {
        stopping = true;
      }
    }
  }

  /** Starts the requested partitions; returns whether none is left to start. */
  private boolean startRequested() {
    if (starting.isEmpty()) {
      return true;
    }
    if (System.nanoTime() - retryNanos < 0) {
      return false;
    }
    // After a failure one by one, so that a partition without a leader delays no other.
    List<ResultPartition> chosen =
        new ArrayList<>(starting.subList(0, failure == null ? starting.size() : 1));
    try {
      start(chosen);
      starting.removeAll(chosen);
    } catch (WakeupException partitionRequested) {
      throw partitionRequested;
    } catch (KafkaException failed) {
      failed(failed);
      retryNanos = System.nanoTime() + PAUSE.toNanos();
      starting.removeAll(chosen);
      starting.addAll(chosen);
    }
    return starting.isEmpty();
  }

  private void start(List<ResultPartition> chosen) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(topicPartitions(chosen), ENDS_TIMEOUT);
    Set<TopicPartition> all = new HashSet<>(consumer.assignment());
    all.addAll(ends.keySet());
    consumer.assign(all);
    ends.forEach(consumer::seek);
    for (ResultPartition partition : chosen) {
      partition.start(
          topicPartitions(List.of(partition)).stream().mapToLong(ends::get).toArray());
    }
  }

  /** The partitions in each result topic, in the topics' order. */
  private List<TopicPartition> topicPartitions(Collection<ResultPartition> chosen) {
    return chosen.stream()
        .flatMap(each -> topics.stream().map(topic -> new TopicPartition(topic, each.partition())))
        .toList();
  }

  private void releaseIdle() {
    Map<Integer, ResultPartition> released = new HashMap<>(partitions);
    released.values().removeIf(partition -> !partition.releaseIfIdle(idle.toNanos()));
    if (!released.isEmpty()) {
      partitions.keySet().removeAll(released.keySet());
      starting.removeAll(released.values());
      Set<TopicPartition> remaining = new HashSet<>(consumer.assignment());
      remaining.removeIf(each -> released.containsKey(each.partition()));
      consumer.assign(remaining);
    }
  }

  private void deliver(ConsumerRecord<byte[], byte[]> message) {
    OutcomeCodec.tryDecode(message.value()).ifPresent(listener::outcome);
    ResultPartition partition = partitions.get(message.partition());
    if (partition != null) {
      partition.advance(topics.indexOf(message.topic()), message.offset() + 1);
    }
  }
}
