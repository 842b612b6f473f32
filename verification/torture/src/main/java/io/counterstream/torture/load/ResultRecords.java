package io.counterstream.torture.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterstream.audit.Kind;
import io.counterstream.audit.Position;
import io.counterstream.audit.Result;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.json.MalformedOutcomeException;
import io.counterstream.contract.json.OutcomeCodec;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads records of the result topics as any client may. */
public final class ResultRecords {
  private final Topics topics;

  /** Of the topics with these names. */
  public ResultRecords(Topics topics) {
    this.topics = topics;
  }

  /** What a committed record says. */
  public Result read(ConsumerRecord<byte[], byte[]> record) {
    Kind kind = kindOf(record.topic());
    Optional<Outcome> outcome = kind == Kind.DEAD_LETTER ? Optional.empty() : outcome(record);
    return new Result(kind, record.partition(), record.offset(), positionOf(kind, record), outcome);
  }

  private Kind kindOf(String topic) {
    if (topic.equals(topics.applied())) {
      return Kind.APPLIED;
    }
    if (topic.equals(topics.conflicts())) {
      return Kind.CONFLICT;
    }
    return topic.equals(topics.rejected()) ? Kind.REJECTED : Kind.DEAD_LETTER;
  }

  private static Optional<Outcome> outcome(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.of(OutcomeCodec.decode(record.value()));
    } catch (MalformedOutcomeException malformed) {
      return Optional.empty();
    }
  }

  private static Position positionOf(Kind kind, ConsumerRecord<byte[], byte[]> record) {
    try {
      if (kind == Kind.DEAD_LETTER) {
        return new Position(
            Integer.parseInt(text(record, "__streams.errors.partition")),
            Long.parseLong(text(record, "__streams.errors.offset")));
      }
      String[] part = text(record, "ce_id").split("/"); // topic id, partition, offset
      return new Position(Integer.parseInt(part[1]), Long.parseLong(part[2]));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException unknown) {
      return Position.NONE;
    }
  }

  private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
    Header found = record.headers().lastHeader(header);
    return found == null ? "" : new String(found.value(), UTF_8);
  }
}
