package io.counterstream.processor.app;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

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
          aside ? deadLetterOf(result) : answeredBy(result),
          aside ? Optional.empty() : outcomeOf(result)));
    }
  }

  private Position deadLetterOf(ConsumerRecord<byte[], byte[]> record) {
    Optional<String> partition = header(record, "__streams.errors.partition");
    Optional<String> offset = header(record, "__streams.errors.offset");
    boolean ours = header(record, "__streams.errors.topic")
        .filter(topics.commands()::equals)
        .isPresent();
    return ours && partition.isPresent() && offset.isPresent()
        ? new Position(Integer.parseInt(partition.get()), Long.parseLong(offset.get()))
        : Position.NONE;
  }

  /** By the event's id, {@code topic id/partition/offset}. */
  private static Position answeredBy(ConsumerRecord<byte[], byte[]> record) {
    return header(record, "ce_id")
        .map(id -> id.split("/"))
        .map(parts -> new Position(Integer.parseInt(parts[1]), Long.parseLong(parts[2])))
        .orElse(Position.NONE);
  }

  private static Optional<Outcome> outcomeOf(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.of(OutcomeCodec.decode(record.value()));
    } catch (MalformedOutcomeException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<String> header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? Optional.empty() : Optional.of(new String(header.value(), UTF_8));
  }
}
