package io.counterstream.testkit.audit;

import io.counterstream.audit.OutcomeRecord;
import io.counterstream.audit.OutcomeTopic;
import io.counterstream.audit.RecordPosition;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.contract.kafka.CommandPosition;
import io.counterstream.contract.kafka.DeadLetterHeaders;
import io.counterstream.contract.kafka.OutcomeHeaders;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;

/** Decodes records of the outcome topics and dead letters, as any client can. */
public final class ObservedOutcomes {
  private static final OptionalInt FIRST = OptionalInt.of(0);

  private final Topics topics;
  private final Function<Uuid, OptionalInt> logOf;
  private final ToIntFunction<Headers> logOfDeadLetter;

  /** Decodes records of the topics with these names; there is one command topic. */
  public ObservedOutcomes(Topics topics) {
    this(topics, any -> FIRST, any -> FIRST.getAsInt());
  }

  /**
   * Decodes records of the topics with these names; the command topic is created again.
   *
   * @param logOf returns the number of the command topic with this id, if there was one
   * @param logOfDeadLetter returns the number of the topic that a dead letter with these headers is
   *     from: they do not name its id
   */
  public ObservedOutcomes(
      Topics topics, Function<Uuid, OptionalInt> logOf, ToIntFunction<Headers> logOfDeadLetter) {
    this.topics = topics;
    this.logOf = logOf;
    this.logOfDeadLetter = logOfDeadLetter;
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

  /** Returns which of the topics this is. */
  public OutcomeTopic topicOf(String topic) {
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
            .map(dead -> new RecordPosition(
                logOfDeadLetter.applyAsInt(record.headers()), dead.partition(), dead.offset()))
            .orElse(RecordPosition.NONE)
        : OutcomeHeaders.positionOf(record.headers())
            .filter(position -> position.topic().equals(topics.commands()))
            .flatMap(this::positionOf)
            .orElse(RecordPosition.NONE);
  }

  private Optional<RecordPosition> positionOf(CommandPosition command) {
    OptionalInt log = logOf.apply(command.topicId());
    return log.isEmpty()
        ? Optional.empty()
        : Optional.of(new RecordPosition(log.getAsInt(), command.partition(), command.offset()));
  }
}
