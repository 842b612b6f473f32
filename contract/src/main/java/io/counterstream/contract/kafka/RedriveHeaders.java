package io.counterstream.contract.kafka;

import java.util.Optional;
import org.apache.kafka.common.header.Headers;

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
   * Adds the headers.
   *
   * @param headers a copy of the dead letter's own, without those of dead letters
   * @param place the dead letter's place, {@code topic/partition/offset}
   * @param source the position of the record that it is a copy of
   */
  public static void addTo(Headers headers, String place, CommandPosition source) {
    headers
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
