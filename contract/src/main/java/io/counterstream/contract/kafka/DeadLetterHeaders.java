package io.counterstream.contract.kafka;

import io.counterstream.contract.json.DecodedCommand.Unreadable;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * Writes and reads the headers of dead letters: the record's own, then those that Kafka Streams
 * gives to its dead letters (KIP-1034), as UTF-8 text, so that one tool reads both. The topic's id
 * follows: the position of a topic that was created again is another.
 *
 * <p>Headers of these names that the record has already, because it was a dead letter before, are
 * replaced. {@code __streams.errors.stacktrace} is removed: nothing was thrown, and a reader would
 * take it for the processor's.
 */
public final class DeadLetterHeaders {
  private static final String EXCEPTION = "__streams.errors.exception";
  private static final String MESSAGE = "__streams.errors.message";
  private static final String STACK_TRACE = "__streams.errors.stacktrace";
  private static final String TOPIC = "__streams.errors.topic";
  private static final String PARTITION = "__streams.errors.partition";
  private static final String OFFSET = "__streams.errors.offset";
  private static final String TOPIC_ID = "counterstream_topic_id";

  private static final List<String> NAMES =
      List.of(EXCEPTION, MESSAGE, STACK_TRACE, TOPIC, PARTITION, OFFSET, TOPIC_ID);

  private DeadLetterHeaders() {}

  /**
   * Adds the headers for a record in which no command id can be read.
   *
   * @param headers a copy of the record's headers
   * @param position the record's position
   * @param unreadable why it can't be read; its class takes the place of Streams' exception
   */
  public static void addTo(Headers headers, CommandPosition position, Unreadable unreadable) {
    NAMES.forEach(headers::remove);
    headers
        .add(EXCEPTION, HeaderText.bytes(Unreadable.class.getName()))
        .add(MESSAGE, HeaderText.bytes(unreadable.message()))
        .add(TOPIC, HeaderText.bytes(position.topic()))
        .add(PARTITION, HeaderText.bytes(Integer.toString(position.partition())))
        .add(OFFSET, HeaderText.bytes(Long.toString(position.offset())))
        .add(TOPIC_ID, HeaderText.bytes(position.topicId().toString()));
  }

  /** Removes the headers that {@link #addTo} added, so that the record's own remain. */
  static void removeFrom(Headers headers) {
    NAMES.forEach(headers::remove);
  }

  /** Reads the record's position; empty if a header is missing or malformed. */
  public static Optional<CommandPosition> positionOf(Headers headers) {
    return read(headers)
        .flatMap(letter -> HeaderText.last(headers, TOPIC_ID)
            .flatMap(id -> CommandPosition.ofEventId(
                letter.topic(), id + "/" + letter.partition() + "/" + letter.offset())));
  }

  /** Reads what {@link #addTo} wrote; empty if a header is missing or malformed. */
  public static Optional<DeadLetter> read(Headers headers) {
    Optional<String> topic = HeaderText.last(headers, TOPIC);
    Optional<String> partition = HeaderText.last(headers, PARTITION);
    Optional<String> offset = HeaderText.last(headers, OFFSET);
    Optional<String> message = HeaderText.last(headers, MESSAGE);
    if (topic.isEmpty() || partition.isEmpty() || offset.isEmpty() || message.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new DeadLetter(
          topic.get(),
          Integer.parseInt(partition.get()),
          Long.parseLong(offset.get()),
          message.get()));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
