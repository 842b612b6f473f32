package io.counterstream.testkit.audit;

import io.counterstream.audit.OutcomeRecord;
import io.counterstream.audit.OutcomeTopic;
import io.counterstream.audit.RecordPosition;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.contract.kafka.DeadLetterHeaders;
import io.counterstream.contract.kafka.OutcomeHeaders;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes records of the outcome topics and dead letters, as any client can. */
public final class ObservedOutcomes {
  private final Topics topics;

  /** Decodes records of the topics with these names. */
  public ObservedOutcomes(Topics topics) {
    this.topics = topics;
  }

  /** Decodes a committed record. */
  public OutcomeRecord read(ConsumerRecord<byte[], byte[]> record) {
    OutcomeTopic topic = topicOf(record.topic());
    Optional<Outcome> outcome = topic == OutcomeTopic.DEAD_LETTER
        ? Optional.empty()
        : OutcomeCodec.tryDecode(record.value());
    return new OutcomeRecord(
        topic, record.partition(), record.offset(), positionOf(topic, record), outcome);
  }

  private OutcomeTopic topicOf(String topic) {
    if (topic.equals(topics.applied())) {
      return OutcomeTopic.APPLIED;
    }
    if (topic.equals(topics.conflicts())) {
      return OutcomeTopic.CONFLICT;
    }
    return topic.equals(topics.rejected()) ? OutcomeTopic.REJECTED : OutcomeTopic.DEAD_LETTER;
  }

  private RecordPosition positionOf(OutcomeTopic topic, ConsumerRecord<byte[], byte[]> record) {
    return topic == OutcomeTopic.DEAD_LETTER
        ? DeadLetterHeaders.read(record.headers())
            .filter(dead -> dead.topic().equals(topics.commands()))
            .map(dead -> new RecordPosition(dead.partition(), dead.offset()))
            .orElse(RecordPosition.NONE)
        : OutcomeHeaders.positionOf(record.headers())
            .filter(position -> position.topic().equals(topics.commands()))
            .map(position -> new RecordPosition(position.partition(), position.offset()))
            .orElse(RecordPosition.NONE);
  }
}
