package io.counterstream.cli.kafka;

import io.counterstream.contract.kafka.CommandPosition;
import io.counterstream.contract.kafka.DeadLetter;
import io.counterstream.contract.kafka.DeadLetterHeaders;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** A record of the dead-letter topic: a copy of one from which no command id can be read. */
public final class ReceivedDeadLetter {
  private final ConsumerRecord<byte[], byte[]> message;

  /** Takes a record of the dead-letter topic. */
  public ReceivedDeadLetter(ConsumerRecord<byte[], byte[]> message) {
    this.message = message;
  }

  /** Returns where it is. */
  public RecordPlace place() {
    return RecordPlace.of(message);
  }

  /** Returns when the record that it is a copy of was sent. */
  public Instant timestamp() {
    return Instant.ofEpochMilli(message.timestamp());
  }

  /** Returns the record's key, if it has one. */
  public Optional<byte[]> key() {
    return Optional.ofNullable(message.key());
  }

  /** Returns the record's value, if it has one. */
  public Optional<byte[]> value() {
    return Optional.ofNullable(message.value());
  }

  /** Returns the record's headers, followed by those of dead letters. */
  public Headers headers() {
    return message.headers();
  }

  /** Returns what a processor wrote about it; empty if another program wrote the record. */
  public Optional<DeadLetter> origin() {
    return DeadLetterHeaders.read(message.headers());
  }

  /**
   * Returns the position of the record that it is a copy of, the same for every copy of that
   * record; empty if another program wrote it.
   */
  public Optional<CommandPosition> source() {
    return DeadLetterHeaders.positionOf(message.headers());
  }
}
