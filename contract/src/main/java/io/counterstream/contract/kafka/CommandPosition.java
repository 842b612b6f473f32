package io.counterstream.contract.kafka;

import java.util.Objects;
import org.apache.kafka.common.Uuid;

/**
 * Where a command stands: the same on every delivery, and of no other record.
 *
 * @param topic the command topic's name
 * @param topicId the command topic's id, which a topic made anew under the same name does not have
 * @param partition the partition, from 0
 * @param offset the offset in the partition, from 0
 */
public record CommandPosition(String topic, Uuid topicId, int partition, long offset) {
  /** Checks that nothing is missing. */
  public CommandPosition {
    Objects.requireNonNull(topic, "topic");
    Objects.requireNonNull(topicId, "topicId");
    if (partition < 0 || offset < 0) {
      throw new IllegalArgumentException("partition and offset of a record in " + topic
          + " must be 0 or more, were " + partition + " and " + offset);
    }
  }
}
