package io.counterstream.contract.kafka;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.Timestamps;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * Writes and reads the headers of outcome records: those that the command passes on, then the
 * outcome's own. No name of the outcome's own occurs twice, because a command passes none of them
 * on.
 *
 * <p>The methods that read are for records that were written with CloudEvents. They return empty if
 * a header is missing or malformed.
 */
public enum OutcomeHeaders {
  /** The headers that the command passes on, and nothing else. */
  PASSED_ON {
    @Override
    public void addTo(Headers headers, CommandPosition position, Outcome outcome) {
      // The outcome has none of its own.
    }
  },

  /**
   * The headers that the command passes on, then the attributes of CloudEvents 1.0 in Kafka's
   * binary mode: {@code ce_specversion}, {@code ce_type}, {@code ce_source}, {@code ce_id}, {@code
   * ce_time} (unless RFC 3339 has no form of the timestamp), {@code ce_subject} (the counter, if
   * the outcome names one) and {@code content-type}.
   */
  WITH_CLOUD_EVENT {
    @Override
    public void addTo(Headers headers, CommandPosition position, Outcome outcome) {
      headers
          .add("ce_specversion", SPEC_VERSION)
          .add(TYPE, HeaderText.bytes(TYPE_PREFIX + outcome.type().word()))
          .add(SOURCE, HeaderText.bytes(SOURCE_PREFIX + position.topic()))
          .add(ID, HeaderText.bytes(position.eventId()));
      if (Timestamps.isRfc3339(outcome.timestamp())) {
        headers.add("ce_time", HeaderText.bytes(Timestamps.text(outcome.timestamp())));
      }
      outcome.counterName().ifPresent(counter -> headers.add(SUBJECT, HeaderText.bytes(counter)));
      headers.add("content-type", JSON);
    }
  };

  private static final String TYPE = "ce_type";
  private static final String TYPE_PREFIX = "counterstream.";
  private static final String SOURCE = "ce_source";
  private static final String SOURCE_PREFIX = "/counterstream/";
  private static final String ID = "ce_id";
  private static final String SUBJECT = "ce_subject";
  private static final byte[] SPEC_VERSION = HeaderText.bytes("1.0");
  private static final byte[] JSON = HeaderText.bytes("application/json");

  /**
   * Returns the headers of a command that its outcome has too, in order and byte for byte: all but
   * those that describe the command's own key and value.
   *
   * @return perhaps the same object
   */
  public static Headers passedOnBy(Headers command) {
    return PayloadHeaders.without(command);
  }

  /**
   * Adds the outcome's own headers.
   *
   * @param headers a copy of those that {@link #passedOnBy} returns
   * @param position the command's position; makes the event's id, so that it is unique and the same
   *     on a redelivery
   */
  public abstract void addTo(Headers headers, CommandPosition position, Outcome outcome);

  /** Reads the position of the command, from {@code ce_source} and {@code ce_id}. */
  public static Optional<CommandPosition> positionOf(Headers headers) {
    return suffix(headers, SOURCE, SOURCE_PREFIX)
        .flatMap(topic ->
            HeaderText.last(headers, ID).flatMap(id -> CommandPosition.ofEventId(topic, id)));
  }

  /** Reads the outcome's type, from {@code ce_type}. */
  public static Optional<Outcome.Type> typeOf(Headers headers) {
    return suffix(headers, TYPE, TYPE_PREFIX).flatMap(Outcome.Type::ofWord);
  }

  /** Reads the counter's name, from {@code ce_subject}; also empty if the outcome names none. */
  public static Optional<String> counterOf(Headers headers) {
    return HeaderText.last(headers, SUBJECT);
  }

  private static Optional<String> suffix(Headers headers, String name, String prefix) {
    return HeaderText.last(headers, name)
        .filter(text -> text.startsWith(prefix))
        .map(text -> text.substring(prefix.length()));
  }
}
