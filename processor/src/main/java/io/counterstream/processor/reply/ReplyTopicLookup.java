package io.counterstream.processor.reply;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up reply topics and caches what Kafka returns. Thread-safe.
 *
 * <p>A lookup takes one or two round trips, and all stream threads that send replies wait for it. A
 * sender that invents names must not be able to cause that with every record. So the number of
 * lookups of unusable topics within the cache's time to live is bounded, and usable topics are
 * cached apart from them.
 */
public final class ReplyTopicLookup {
  static final Duration TIME_TO_LIVE = Duration.ofSeconds(30);
  static final int UNUSABLE_MAX = 100;

  private static final Logger LOG = LoggerFactory.getLogger(ReplyTopicLookup.class);
  private static final int USABLE_MAX = 1000;

  private final Function<String, Optional<ReplyTopicCapacity>> kafka;
  private final LongSupplier nanoClock;
  private final Map<String, Cached> usable = new LinkedHashMap<>();

  /** The time at which each entry expires, by topic, in the order of the lookups. */
  private final Map<String, Long> unusable = new LinkedHashMap<>();

  /** What Kafka returned, and when it expires. */
  private record Cached(ReplyTopicCapacity capacity, long expiresAtNanos) {
    boolean isValid(long nowNanos) {
      return nowNanos - expiresAtNanos < 0;
    }
  }

  /**
   * A lookup without cached entries.
   *
   * @param kafka returns what a topic accepts; may throw a {@link KafkaException}
   * @param nanoClock a time that only rises, for the time to live
   */
  public ReplyTopicLookup(
      Function<String, Optional<ReplyTopicCapacity>> kafka, LongSupplier nanoClock) {
    this.kafka = kafka;
    this.nanoClock = nanoClock;
  }

  /** What a topic accepts; empty if it does not exist, can't be used, or can't be looked up. */
  public synchronized Optional<ReplyTopicCapacity> capacityOf(String topic) {
    long now = nanoClock.getAsLong();
    Cached cached = usable.get(topic);
    if (cached != null && cached.isValid(now)) {
      return Optional.of(cached.capacity());
    }
    unusable.values().removeIf(expiresAt -> now - expiresAt >= 0);
    if (unusable.containsKey(topic) || cached == null && unusable.size() >= UNUSABLE_MAX) {
      return Optional.empty();
    }
    Optional<ReplyTopicCapacity> capacity = lookUp(topic);
    usable.remove(topic);
    long expiresAt = now + TIME_TO_LIVE.toNanos();
    capacity.ifPresentOrElse(
        found -> usable.put(topic, new Cached(found, expiresAt)),
        () -> unusable.put(topic, expiresAt));
    if (usable.size() > USABLE_MAX) {
      usable.remove(usable.keySet().iterator().next());
    }
    if (unusable.size() == UNUSABLE_MAX) {
      LOG.warn(
          "Commands named {} reply topics that can't be used within {} s; no other topics are"
              + " looked up until the oldest of these entries expires",
          UNUSABLE_MAX,
          TIME_TO_LIVE.toSeconds());
    }
    return capacity;
  }

  private Optional<ReplyTopicCapacity> lookUp(String topic) {
    try {
      Optional<ReplyTopicCapacity> capacity = kafka.apply(topic);
      if (capacity.isEmpty()) {
        LOG.warn(
            "A command names reply topic {}, which does not exist, is internal to Kafka, or is not"
                + " writable for this processor: no reply is sent",
            topic);
      }
      capacity
          .filter(found -> !found.leaderless().isEmpty())
          .ifPresent(found -> LOG.warn(
              "Reply topic {} has partitions without a leader ({}): no replies are sent to them,"
                  + " nor where the key chooses the partition; looked up again after {} s",
              topic,
              found.leaderless(),
              TIME_TO_LIVE.toSeconds()));
      return capacity;
    } catch (KafkaException failure) {
      LOG.warn(
          "Can't look up reply topic {}, no replies are sent there for {} s: {}",
          topic,
          TIME_TO_LIVE.toSeconds(),
          failure.getMessage());
      return Optional.empty();
    }
  }
}
