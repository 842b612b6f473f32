package io.counterstream.contract.kafka;

import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Writes and reads the headers of a command that was sent instead of a dead letter. They name the
 * dead letter's place and the position of the record that it is a copy of. An outcome has them,
 * too, because it has all headers of its command.
 */
public final class RedriveHeaders {
  private static final String PLACE = "counterstream_dead_letter";
  private static final String SOURCE = "counterstream_dead_letter_source";

  private RedriveHeaders() {}

  /**
   * Returns the headers of the command: those of the dead letter except what describes its value or
   * why it is a dead letter, then those of this class.
   *
   * @param deadLetter the headers of the dead letter
   * @param place the dead letter's place, {@code topic/partition/offset}
   * @param source the position of the record that it is a copy of
   */
  public static Headers of(Headers deadLetter, String place, CommandPosition source) {
    Headers headers = new RecordHeaders(PayloadHeaders.without(deadLetter));
    DeadLetterHeaders.removeFrom(headers);
    return headers
        .remove(PLACE)
        .remove(SOURCE)
        .add(PLACE, HeaderText.bytes(place))
        .add(SOURCE, HeaderText.bytes(source.eventId()));
  }

  /**
   * Reads which record was replaced, as {@link #idOf} writes its position; empty if the command was
   * not sent instead of a dead letter.
   */
  public static Optional<String> sourceOf(Headers headers) {
    return HeaderText.last(headers, SOURCE);
  }

  /** Returns a position as {@code topic id/partition/offset}: that of no other record. */
  public static String idOf(CommandPosition source) {
    return source.eventId();
  }
}
