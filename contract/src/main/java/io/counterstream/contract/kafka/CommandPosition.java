package io.counterstream.contract.kafka;

import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.Uuid;

/**
 * The position of a command's record: the same on every delivery, and that of no other record.
 *
 * @param topic the command topic's name
 * @param topicId the command topic's id; a topic that is created again under the same name has
 *     another one
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

  /** The id of the command's outcome as a CloudEvent: {@code topic id/partition/offset}. */
  String eventId() {
    return topicId + "/" + partition + "/" + offset;
  }

  /** Parses an event id; empty if it is not exactly as {@link #eventId} writes it. */
  static Optional<CommandPosition> ofEventId(String topic, String eventId) {
    String[] part = eventId.split("/");
    if (part.length != 3) {
      return Optional.empty();
    }
    try {
      CommandPosition position = new CommandPosition(
          topic, Uuid.fromString(part[0]), Integer.parseInt(part[1]), Long.parseLong(part[2]));
      return Optional.of(position).filter(read -> read.eventId().equals(eventId));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
