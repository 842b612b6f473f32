package io.counterstream.processor.stream;

import org.apache.kafka.common.Uuid;

/** Looks up topic ids. A topic that is deleted and created again gets another id. */
@FunctionalInterface
public interface TopicIds {
  /**
   * The id of an existing topic.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not return it
   */
  Uuid idOf(String topic);
}
