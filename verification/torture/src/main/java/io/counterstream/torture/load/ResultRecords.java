package io.counterstream.torture.load;

import io.counterstream.audit.Kind;
import io.counterstream.audit.Position;
import io.counterstream.audit.Result;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.json.MalformedOutcomeException;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.contract.kafka.DeadLetterHeaders;
import io.counterstream.contract.kafka.OutcomeHeaders;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

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

  private Position positionOf(Kind kind, ConsumerRecord<byte[], byte[]> record) {
    return kind == Kind.DEAD_LETTER
        ? DeadLetterHeaders.read(record.headers())
            .filter(dead -> dead.topic().equals(topics.commands()))
            .map(dead -> new Position(dead.partition(), dead.offset()))
            .orElse(Position.NONE)
        : OutcomeHeaders.positionOf(record.headers())
            .filter(position -> position.topic().equals(topics.commands()))
            .map(position -> new Position(position.partition(), position.offset()))
            .orElse(Position.NONE);
  }
}
