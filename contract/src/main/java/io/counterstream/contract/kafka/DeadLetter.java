package io.counterstream.contract.kafka;

import java.util.Objects;

/**
 * What a dead letter's headers say about the record of the command topic that it is a copy of.
 *
 * @param topic the command topic's name
 * @param partition the record's partition, from 0
 * @param offset the record's offset in the partition, from 0
 * @param message why no command id could be read
 */
public record DeadLetter(String topic, int partition, long offset, String message) {
  /** Checks that nothing is missing. */
  public DeadLetter {
    Objects.requireNonNull(topic, "topic");
    Objects.requireNonNull(message, "message");
    if (partition < 0 || offset < 0) {
      throw new IllegalArgumentException("partition and offset of a record in " + topic
          + " must be 0 or more, were " + partition + " and " + offset);
    }
  }
}
