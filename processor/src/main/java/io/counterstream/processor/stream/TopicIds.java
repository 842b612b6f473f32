package io.counterstream.processor.stream;

import org.apache.kafka.common.Uuid;

/** Looks up topic ids: a topic that was deleted and created again has another one. */
@FunctionalInterface
public interface TopicIds {
  /**
   * The id of an existing topic.
   *
   * @throws org.apache.kafka.common.KafkaException if it can't be learned; the task has to stop
   */
  Uuid idOf(String topic);
}
