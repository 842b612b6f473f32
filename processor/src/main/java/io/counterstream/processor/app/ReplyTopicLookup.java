package io.counterstream.processor.app;

import io.counterstream.processor.stream.ReplyTopics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up reply topics and remembers the answers for a while. Thread-safe.
 *
 * <p>A lookup holds up the partition for a round trip or two. So that a sender who makes up names
 * can't do that with every record, only so many topics without replies are asked for in that while.
 * Those that take replies are remembered apart from them.
 */
final class ReplyTopicLookup implements ReplyTopics.Lookup {
  static final Duration REMEMBERED = Duration.ofSeconds(30);
  static final int REFUSED_MAX = 100;

  private static final Logger LOG = LoggerFactory.getLogger(ReplyTopicLookup.class);
  private static final int TAKING_MAX = 1000;

  private final Function<String, Optional<ReplyTopics.Capacity>> kafka;
  private final InstantSource clock;
  private final Map<String, Answer> taking = new LinkedHashMap<>();

  /** Until when, by name, in the order of asking. */
  private final Map<String, Instant> refused = new LinkedHashMap<>();

  /** What Kafka said, and until when that is believed. */
  private record Answer(ReplyTopics.Capacity capacity, Instant until) {}

  /** Asks {@code kafka} what a topic takes, which may throw a {@link KafkaException}. */
  ReplyTopicLookup(Function<String, Optional<ReplyTopics.Capacity>> kafka, InstantSource clock) {
    this.kafka = kafka;
    this.clock = clock;
  }

  @Override
  public synchronized Optional<ReplyTopics.Capacity> capacityOf(String topic) {
    Instant now = clock.instant();
    Answer known = taking.get(topic);
    if (known != null && now.isBefore(known.until())) {
      return Optional.of(known.capacity());
    }
    refused.values().removeIf(until -> !now.isBefore(until));
    if (refused.containsKey(topic) || known == null && refused.size() >= REFUSED_MAX) {
      return Optional.empty();
    }
    Optional<ReplyTopics.Capacity> capacity = ask(topic);
    taking.remove(topic);
    Instant until = now.plus(REMEMBERED);
    capacity.ifPresentOrElse(
        found -> taking.put(topic, new Answer(found, until)), () -> refused.put(topic, until));
    if (taking.size() > TAKING_MAX) {
      taking.remove(taking.keySet().iterator().next());
    }
    if (refused.size() == REFUSED_MAX) {
      LOG.warn(
          "Commands asked for replies in {} topics that take none within {} s: no others are"
              + " looked up for now",
          REFUSED_MAX,
          REMEMBERED.toSeconds());
    }
    return capacity;
  }

  private Optional<ReplyTopics.Capacity> ask(String topic) {
    try {
      Optional<ReplyTopics.Capacity> capacity = kafka.apply(topic);
      if (capacity.isEmpty()) {
        LOG.warn(
            "A command asks for its reply in topic {}, which does not exist, is Kafka's own or is"
                + " not for us to write to: none is sent",
            topic);
      }
      return capacity;
    } catch (KafkaException unanswered) {
      LOG.warn(
          "Can't look up reply topic {}, no replies are sent there for now: {}",
          topic,
          unanswered.getMessage());
      return Optional.empty();
    }
  }
}
