package io.counterstream.torture.run;

import io.counterstream.audit.Audit;
import io.counterstream.audit.AuditReport;
import io.counterstream.audit.RecordPosition;
import io.counterstream.contract.Topics;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.testkit.audit.ObservedOutcomes;
import io.counterstream.testkit.client.TopicReader;
import io.counterstream.torture.load.CallLog;
import io.counterstream.torture.load.RecordNumber;
import io.counterstream.torture.schedule.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The audit of everything that was observed of a run.
 *
 * @param report the report of the audit
 * @param calls the calls of all commands whose outcome was received
 */
record Evidence(AuditReport report, List<Call> calls) {

  /** Reads all topics and the table and audits them. */
  static Evidence gather(TopicReader reader, Topics topics, CallLog log, TableEditor table) {
    Audit audit = new Audit();
    List<Call> calls = new ArrayList<>();
    reader.read(List.of(topics.commands()), record -> {
      RecordPosition position = new RecordPosition(record.partition(), record.offset());
      audit.command(position, CommandCodec.decode(record.key(), record.value()));
      call(record, position, log, audit, calls);
    });
    ObservedOutcomes outcomes = new ObservedOutcomes(topics);
    List<String> outcomeTopics = outcomeTopics(topics);
    reader.read(outcomeTopics, record -> audit.outcome(outcomes.read(record)));
    table.edits().forEach(audit::edit);
    table.scan().forEach(audit::item);
    return new Evidence(audit.report(), calls);
  }

  /** Returns the four topics that the processor writes to. */
  static List<String> outcomeTopics(Topics topics) {
    List<String> all = new ArrayList<>(topics.outcomes());
    all.add(topics.deadLetters());
    return all;
  }

  private static void call(
      ConsumerRecord<byte[], byte[]> record,
      RecordPosition position,
      CallLog log,
      Audit audit,
      List<Call> calls) {
    OptionalInt number = RecordNumber.of(record.headers());
    OptionalLong received = log.receivedAt(position);
    if (number.isEmpty() || received.isEmpty()) {
      return;
    }
    long sent = log.sentAt(number.getAsInt()).orElseThrow();
    audit.call(position, sent, received.getAsLong());
    calls.add(new Call(position.partition(), sent, received.getAsLong()));
  }
}
