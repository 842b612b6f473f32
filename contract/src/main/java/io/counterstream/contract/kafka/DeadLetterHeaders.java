package io.counterstream.contract.kafka;

import io.counterstream.contract.json.DecodedCommand.Unreadable;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/**
 * Which headers a dead letter has: the record's own, then those that Kafka Streams gives to its
 * dead letters (KIP-1034), as UTF-8 text, so that one tool reads both: it has to take the last one
 * of a name. {@code __streams.errors.stacktrace} is left out, also a record's own: nothing was
 * thrown, and it would be taken for ours.
 */
public final class DeadLetterHeaders {
  private DeadLetterHeaders() {}

  /**
   * Adds the headers for a record in which no command id can be read.
   *
   * @param headers a copy of the record's headers
   * @param position where the record stands
   * @param unreadable why it can't be read; its type stands where Streams puts the exception's
   */
  public static void addTo(Headers headers, CommandPosition position, Unreadable unreadable) {
    headers
        .remove("__streams.errors.stacktrace")
        .add("__streams.errors.exception", utf8(Unreadable.class.getName()))
        .add("__streams.errors.message", utf8(unreadable.message()))
        .add("__streams.errors.topic", utf8(position.topic()))
        .add("__streams.errors.partition", utf8(Integer.toString(position.partition())))
        .add("__streams.errors.offset", utf8(Long.toString(position.offset())));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
