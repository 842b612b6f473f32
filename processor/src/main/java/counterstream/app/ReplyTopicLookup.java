package counterstream.app;

import counterstream.stream.ReplyTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks up reply topics in Kafka and remembers the answers for a while. Thread-safe. */
final class ReplyTopicLookup implements ReplyTopics.Lookup {
  private static final Logger LOG = LoggerFactory.getLogger(ReplyTopicLookup.class);
  private static final Duration REMEMBERED = Duration.ofSeconds(30);
  private static final int TOPICS_MAX = 1000;

  private final CommandTopics topics;
  private final Map<String, Answer> answers = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
      return size() > TOPICS_MAX;
    }
  };

  /** What Kafka said, and until when that is believed. */
  private record Answer(Optional<ReplyTopics.Capacity> capacity, Instant until) {}

  ReplyTopicLookup(CommandTopics topics) {
    this.topics = topics;
  }

  @Override
  public synchronized Optional<ReplyTopics.Capacity> capacityOf(String topic) {
    Answer known = answers.get(topic);
    if (known == null || Instant.now().isAfter(known.until())) {
      answers.remove(topic);
      known = new Answer(ask(topic), Instant.now().plus(REMEMBERED));
      answers.put(topic, known);
    }
    return known.capacity();
  }

  private Optional<ReplyTopics.Capacity> ask(String topic) {
    try {
      Optional<ReplyTopics.Capacity> capacity = topics.capacityOf(topic);
      if (capacity.isEmpty()) {
        LOG.warn(
            "A command asks for its reply in topic {}, which does not exist: none is sent", topic);
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
