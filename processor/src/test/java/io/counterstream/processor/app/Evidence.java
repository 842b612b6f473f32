package io.counterstream.processor.app;

import io.counterstream.audit.Audit;
import io.counterstream.audit.AuditReport;
import io.counterstream.audit.OutcomeRecord;
import io.counterstream.audit.OutcomeTopic;
import io.counterstream.audit.RecordPosition;
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
  static AuditReport judge(Deployment deployment) {
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
    return evidence.audit.report();
  }

  private void take(KafkaProbe kafka) {
    for (ConsumerRecord<byte[], byte[]> command : kafka.read(List.of(topics.commands()))) {
      audit.command(
          new RecordPosition(command.partition(), command.offset()),
          CommandCodec.decode(command.key(), command.value()));
    }
    Map<String, OutcomeTopic> kinds = Map.of(
        topics.applied(), OutcomeTopic.APPLIED,
        topics.conflicts(), OutcomeTopic.CONFLICT,
        topics.rejected(), OutcomeTopic.REJECTED,
        topics.deadLetters(), OutcomeTopic.DEAD_LETTER);
    for (ConsumerRecord<byte[], byte[]> result : kafka.read(kinds.keySet())) {
      OutcomeTopic kind = kinds.get(result.topic());
      boolean aside = kind == OutcomeTopic.DEAD_LETTER;
      audit.outcome(new OutcomeRecord(
          kind,
          result.partition(),
          result.offset(),
          aside ? deadLetterOf(result) : commandOf(result),
          aside ? Optional.empty() : outcomeOf(result)));
    }
  }

  private RecordPosition deadLetterOf(ConsumerRecord<byte[], byte[]> record) {
    return DeadLetterHeaders.read(record.headers())
        .filter(dead -> dead.topic().equals(topics.commands()))
        .map(dead -> new RecordPosition(dead.partition(), dead.offset()))
        .orElse(RecordPosition.NONE);
  }

  private RecordPosition commandOf(ConsumerRecord<byte[], byte[]> record) {
    return OutcomeHeaders.positionOf(record.headers())
        .filter(position -> position.topic().equals(topics.commands()))
        .map(position -> new RecordPosition(position.partition(), position.offset()))
        .orElse(RecordPosition.NONE);
  }

  private static Optional<Outcome> outcomeOf(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.of(OutcomeCodec.decode(record.value()));
    } catch (MalformedOutcomeException malformed) {
      return Optional.empty();
    }
  }
}
