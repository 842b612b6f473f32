package io.counterstream.processor.app;

import io.counterstream.contract.kafka.KafkaFutures;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Finds brokers with which a topic that is created again can't be told from the one before. */
final class TopicIdSupport {
  private static final String OTHERWISE =
      "A topic that is created again could not be told from the one before";

  private TopicIdSupport() {}

  /** The fault of a topic without an id. */
  static Optional<String> withoutId(String topic, Uuid id) {
    return id.equals(Uuid.ZERO_UUID)
        ? Optional.of("topic " + topic + " has no id: the brokers must be of Kafka 3.1 or later,"
            + " and with ZooKeeper their inter.broker.protocol.version 2.8 or later. " + OTHERWISE)
        : Optional.empty();
  }

  /**
   * The fault of brokers before Kafka 3.1, from which consumers fetch by topic name. No public call
   * returns the versions of a request, but these brokers can't look up a topic by its id either.
   *
   * @param byId a lookup of a topic by its id
   */
  static Optional<String> fetchedByName(Future<?> byId) {
    try {
      KafkaFutures.await(byId);
    } catch (UnsupportedVersionException old) {
      return Optional.of("the brokers must be of Kafka 3.1 or later: from older ones, consumers"
          + " fetch by topic name. " + OTHERWISE);
    } catch (UnknownTopicIdException created) {
      // The broker that was asked does not know the new topic yet.
    }
    return Optional.empty();
  }
}
