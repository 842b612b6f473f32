package io.counterstream.client;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.json.MalformedOutcomeException;
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
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The thread that reads the result topics, in the partitions that are in use and no others.
 *
 * <p>A partition is read from where it ended when it was asked for. Commands are sent only after
 * that is known, so their outcomes stand behind it.
 */
final class OutcomeReader {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration ENDS_TIMEOUT = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<String> topics;
  private final Consumer<Outcome> listener;
  private final Duration idle;
  private final Map<Integer, FollowedPartition> followed = new ConcurrentHashMap<>();
  private final BlockingQueue<FollowedPartition> asked = new LinkedBlockingQueue<>();
  private final List<FollowedPartition> starting = new ArrayList<>();
  private final Thread thread = new Thread(this::run, "counterstream-client-reader");
  private long retryNanos = System.nanoTime();
  private volatile boolean stopping;
  private volatile RuntimeException failure;

  /**
   * A reader that does not run yet.
   *
   * @param listener told of every outcome, on the reader's thread
   * @param idle how long a partition without commands in flight is still read
   */
  OutcomeReader(
      KafkaConsumer<byte[], byte[]> consumer,
      Topics topics,
      Consumer<Outcome> listener,
      Duration idle) {
    this.consumer = consumer;
    this.topics = topics.outcomes();
    this.listener = listener;
    this.idle = idle;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** A partition to enter; it is read from its present end on, if it is not read already. */
  FollowedPartition follow(int partition) {
    return followed.computeIfAbsent(partition, unused -> {
      FollowedPartition fresh = new FollowedPartition(partition);
      asked.add(fresh);
      consumer.wakeup();
      return fresh;
    });
  }

  /** The partitions that are read now. */
  Set<Integer> partitions() {
    return Set.copyOf(followed.keySet());
  }

  /** Why reading fails at present; null if it does not. */
  RuntimeException failure() {
    return failure;
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
    while (!stopping) {
      try {
        asked.drainTo(starting);
        boolean begun = begin();
        release();
        read();
        if (begun) {
          failure = null;
        }
      } catch (WakeupException askedForMore) {
        // The loop looks.
      } catch (RuntimeException failed) {
        // Brokers come back and rights are granted; meanwhile deadlines end what is in flight.
        failure = failed;
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
    KafkaClients.close(consumer);
  }

  private void read() {
    if (!consumer.assignment().isEmpty()) {
      deliver();
    } else if (starting.isEmpty()) {
      try {
        FollowedPartition next = asked.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) {
          starting.add(next);
        }
      } catch (InterruptedException interrupted) {
        stopping = true;
      }
    }
  }

  /** Starts what was asked for; whether nothing is left to start. */
  private boolean begin() {
    if (starting.isEmpty()) {
      return true;
    }
    if (System.nanoTime() - retryNanos < 0) {
      return false;
    }
    // After a failure one by one, so that a partition without a leader holds up no other.
    List<FollowedPartition> chosen =
        new ArrayList<>(starting.subList(0, failure == null ? starting.size() : 1));
    try {
      begin(chosen);
      starting.removeAll(chosen);
    } catch (WakeupException askedForMore) {
      throw askedForMore;
    } catch (KafkaException failed) {
      failure = failed;
      retryNanos = System.nanoTime() + PAUSE.toNanos();
      starting.removeAll(chosen);
      starting.addAll(chosen);
    }
    return starting.isEmpty();
  }

  private void begin(List<FollowedPartition> chosen) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(placesOf(chosen), ENDS_TIMEOUT);
    Set<TopicPartition> all = new HashSet<>(consumer.assignment());
    all.addAll(ends.keySet());
    consumer.assign(all);
    ends.forEach(consumer::seek);
    for (FollowedPartition partition : chosen) {
      partition.begin(placesOf(List.of(partition)).stream().mapToLong(ends::get).toArray());
    }
  }

  /** The partition of each result topic, in the topics' order. */
  private List<TopicPartition> placesOf(Collection<FollowedPartition> partitions) {
    List<TopicPartition> places = new ArrayList<>();
    for (FollowedPartition partition : partitions) {
      topics.forEach(topic -> places.add(new TopicPartition(topic, partition.partition())));
    }
    return places;
  }

  private void release() {
    Map<Integer, FollowedPartition> idling = new HashMap<>(followed);
    idling.values().removeIf(partition -> !partition.releaseIfIdle(idle.toNanos()));
    if (!idling.isEmpty()) {
      followed.keySet().removeAll(idling.keySet());
      starting.removeAll(idling.values());
      Set<TopicPartition> left = new HashSet<>(consumer.assignment());
      left.removeIf(place -> idling.containsKey(place.partition()));
      consumer.assign(left);
    }
  }

  private void deliver() {
    for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
      try {
        if (message.value() != null) {
          listener.accept(OutcomeCodec.decode(message.value()));
        }
      } catch (MalformedOutcomeException noOutcome) {
        // Somebody else's record: no command of ours is answered like this.
      }
      FollowedPartition partition = followed.get(message.partition());
      if (partition != null) {
        partition.advance(topics.indexOf(message.topic()), message.offset() + 1);
      }
    }
  }
}
