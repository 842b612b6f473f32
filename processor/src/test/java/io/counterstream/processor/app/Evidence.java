package io.counterstream.processor.app;

import io.counterstream.audit.Audit;
import io.counterstream.audit.Kind;
import io.counterstream.audit.Position;
import io.counterstream.audit.Result;
import io.counterstream.audit.Verdict;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.contract.json.MalformedOutcomeException;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.contract.kafka.DeadLetterHeaders;
import io.counterstream.contract.kafka.OutcomeHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a deployment's topics and table hold in the end, given to an audit. Valid where nobody edits
 * the table.
 */
final class Evidence {
  private final Topics topics;
  private final Audit audit = new Audit();

  private Evidence(Topics topics) {
    this.topics = topics;
  }

  /** Reads everything there is and judges it. */
  static Verdict judge(Deployment deployment) {
    Evidence evidence = new Evidence(deployment.topics());
    try (KafkaProbe kafka = deployment.kafka();
        TableProbe table = deployment.table()) {
      evidence.take(kafka);
      table
          .items()
          .forEach((counter, item) -> evidence.audit.item(
              counter,
              new CounterState(
                  Long.parseLong(item.get("value").n()),
                  Long.parseLong(item.get("version").n()))));
    }
    return evidence.audit.verdict();
  }

  private void take(KafkaProbe kafka) {
    for (ConsumerRecord<byte[], byte[]> command : kafka.read(List.of(topics.commands()))) {
      audit.command(
          new Position(command.partition(), command.offset()),
          CommandCodec.decode(command.key(), command.value()));
    }
    Map<String, Kind> kinds = Map.of(
        topics.applied(), Kind.APPLIED,
        topics.conflicts(), Kind.CONFLICT,
        topics.rejected(), Kind.REJECTED,
        topics.deadLetters(), Kind.DEAD_LETTER);
    for (ConsumerRecord<byte[], byte[]> result : kafka.read(kinds.keySet())) {
      Kind kind = kinds.get(result.topic());
      boolean aside = kind == Kind.DEAD_LETTER;
      audit.result(new Result(
          kind,
          result.partition(),
          result.offset(),
          aside ? deadLetterOf(result) : commandOf(result),
          aside ? Optional.empty() : outcomeOf(result)));
    }
  }

  private Position deadLetterOf(ConsumerRecord<byte[], byte[]> record) {
    return DeadLetterHeaders.read(record.headers())
        .filter(dead -> dead.topic().equals(topics.commands()))
        .map(dead -> new Position(dead.partition(), dead.offset()))
        .orElse(Position.NONE);
  }

  private Position commandOf(ConsumerRecord<byte[], byte[]> record) {
    return OutcomeHeaders.positionOf(record.headers())
        .filter(position -> position.topic().equals(topics.commands()))
        .map(position -> new Position(position.partition(), position.offset()))
        .orElse(Position.NONE);
  }

  private static Optional<Outcome> outcomeOf(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.of(OutcomeCodec.decode(record.value()));
    } catch (MalformedOutcomeException malformed) {
      return Optional.empty();
    }
  }
}
