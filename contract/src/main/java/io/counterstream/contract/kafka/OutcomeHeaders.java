package io.counterstream.contract.kafka;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.Timestamps;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * Which headers an outcome's record has.
 *
 * <p>First come the command's own, in order and byte for byte. So a command that has {@code ce_}
 * headers or a content type itself hands them on, and where CloudEvents are written too, ours
 * follow: {@link Headers#lastHeader} gives the outcome's, a CloudEvents reader must take the last
 * one as well. Only a {@code ce_subject} that none of ours would follow is left out.
 */
public enum OutcomeHeaders {
  /** The command's headers and nothing else. */
  COPIED {
    @Override
    public void addTo(Headers headers, CommandPosition position, Outcome outcome) {}
  },

  /**
   * The command's headers, then the attributes of CloudEvents 1.0 in Kafka's binary mode: {@code
   * ce_specversion}, {@code ce_type}, {@code ce_source}, {@code ce_id}, {@code ce_time}, {@code
   * ce_subject} (the counter; if unknown there is none) and {@code content-type}.
   */
  WITH_CLOUD_EVENT {
    @Override
    public void addTo(Headers headers, CommandPosition position, Outcome outcome) {
      headers
          .add("ce_specversion", SPEC_VERSION)
          .add("ce_type", utf8("counterstream." + outcome.type()))
          .add("ce_source", utf8("/counterstream/" + position.topic()))
          .add("ce_id", utf8(idOf(position)))
          .add("ce_time", utf8(Timestamps.text(outcome.timestamp())));
      counterOf(outcome)
          .ifPresentOrElse(
              counter -> headers.add(SUBJECT, utf8(counter)), () -> headers.remove(SUBJECT));
      headers.add("content-type", JSON);
    }
  };

  private static final String SUBJECT = "ce_subject";
  private static final byte[] SPEC_VERSION = utf8("1.0");
  private static final byte[] JSON = utf8("application/json");

  /**
   * Adds the headers of one outcome.
   *
   * @param headers a copy of the command's headers
   * @param position where the command stands; makes the event's id, so that it is unique and the
   *     same on a second delivery
   */
  public abstract void addTo(Headers headers, CommandPosition position, Outcome outcome);

  private static String idOf(CommandPosition position) {
    return position.topicId() + "/" + position.partition() + "/" + position.offset();
  }

  private static Optional<String> counterOf(Outcome outcome) {
    if (outcome instanceof Outcome.Applied applied) {
      return Optional.of(applied.counter());
    }
    if (outcome instanceof Outcome.Conflict conflict) {
      return Optional.of(conflict.counter());
    }
    return ((Outcome.Rejected) outcome).counter();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
