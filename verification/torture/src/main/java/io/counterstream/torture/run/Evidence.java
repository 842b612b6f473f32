package io.counterstream.torture.run;

import io.counterstream.audit.Audit;
import io.counterstream.audit.AuditReport;
import io.counterstream.audit.RecordPosition;
import io.counterstream.contract.Topics;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.testkit.audit.ResultRecords;
import io.counterstream.torture.load.Ledger;
import io.counterstream.torture.load.RecordNumber;
import io.counterstream.torture.schedule.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Everything that was seen of a run, and what the audit says about it.
 *
 * @param report the report of the audit
 * @param calls of all commands that were answered
 */
record Evidence(AuditReport report, List<Call> calls) {

  /** Reads the topics and the table from one end to the other. */
  static Evidence gather(TopicReader reader, Topics topics, Ledger ledger, TableEditor table) {
    Audit audit = new Audit();
    List<Call> calls = new ArrayList<>();
    reader.read(List.of(topics.commands()), record -> {
      RecordPosition position = new RecordPosition(record.partition(), record.offset());
      audit.command(position, CommandCodec.decode(record.key(), record.value()));
      call(record, position, ledger, audit, calls);
    });
    ResultRecords results = new ResultRecords(topics);
    List<String> resultTopics = resultTopics(topics);
    reader.read(resultTopics, record -> audit.outcome(results.read(record)));
    table.edits().forEach(audit::edit);
    table.scan().forEach(audit::item);
    return new Evidence(audit.report(), calls);
  }

  /** The four that the processor writes to. */
  static List<String> resultTopics(Topics topics) {
    List<String> results = new ArrayList<>(topics.outcomes());
    results.add(topics.deadLetters());
    return results;
  }

  private static void call(
      ConsumerRecord<byte[], byte[]> record,
      RecordPosition position,
      Ledger ledger,
      Audit audit,
      List<Call> calls) {
    OptionalInt number = RecordNumber.of(record.headers());
    OptionalLong received = ledger.receivedAt(position);
    if (number.isEmpty() || received.isEmpty()) {
      return;
    }
    long sent = ledger.sentAt(number.getAsInt()).orElseThrow();
    audit.call(position, sent, received.getAsLong());
    calls.add(new Call(position.partition(), sent, received.getAsLong()));
  }
}
