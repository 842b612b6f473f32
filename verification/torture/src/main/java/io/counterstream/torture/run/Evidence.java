package io.counterstream.torture.run;

import io.counterstream.audit.Audit;
import io.counterstream.audit.AuditReport;
import io.counterstream.audit.RecordPosition;
import io.counterstream.audit.TornRecords;
import io.counterstream.contract.Topics;
import io.counterstream.testkit.audit.ObservedOutcomes;
import io.counterstream.testkit.client.TopicReader;
import io.counterstream.torture.evidence.CommandArchive;
import io.counterstream.torture.evidence.SentCommand;
import io.counterstream.torture.load.CallLog;
import io.counterstream.torture.schedule.Call;
import io.counterstream.torture.table.TableEditor;
import io.counterstream.torture.transactions.TornTransactions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The audit of everything that was observed of a run.
 *
 * @param report the report of the audit
 * @param calls the calls of all commands whose outcome was received
 * @param torn the transactions that Kafka tore, a sentence for each
 */
record Evidence(AuditReport report, List<Call> calls, List<String> torn) {

  /** Gives the rest to the audit, which has the commands, and asks for its report. */
  static Evidence gather(Audit audit, CommandArchive archive, ObservedRun run, TableEditor table) {
    TopicReader reader = run.reader();
    List<Call> calls = new ArrayList<>();
    for (SentCommand command : archive.commands()) {
      call(command, run.calls(), audit, calls);
    }
    reader.read(
        outcomeTopics(TortureDeployment.TOPICS),
        record -> audit.outcome(run.outcomes().read(record)));
    TornTransactions torn = run.torn();
    tear(torn, run, audit);
    table.writes().edits().forEach(audit::edit);
    table.writes().unusable().forEach(audit::unusable);
    table.writes().deletions().forEach(audit::deletion);
    table.attributes().forEach(audit::attributesWritten);
    table.scan().forEach((counter, item) -> {
      audit.item(counter, item.state());
      audit.attributesFound(counter, item.texts());
    });
    return new Evidence(audit.report(), calls, torn.evidence());
  }

  /**
   * What clients saw.
   *
   * @param calls when commands were sent and outcomes received
   * @param outcomes decodes outcomes and dead letters
   * @param reader reads the topics
   * @param torn the transactions that Kafka tore
   */
  record ObservedRun(
      CallLog calls, ObservedOutcomes outcomes, TopicReader reader, TornTransactions torn) {}

  /** Tells the audit which outcomes are of torn transactions. */
  private static void tear(TornTransactions torn, ObservedRun run, Audit audit) {
    List<String> outcomeTopics = outcomeTopics(TortureDeployment.TOPICS);
    torn.committed().stream()
        .filter(range -> outcomeTopics.contains(range.partition().topic()))
        .forEach(range -> audit.torn(new TornRecords(
            run.outcomes().topicOf(range.partition().topic()),
            range.partition().partition(),
            range.from(),
            range.to())));
    torn.aborted().stream()
        .filter(range -> outcomeTopics.contains(range.partition().topic()))
        .forEach(range -> run.reader()
            .readAborted(range.partition(), range.from(), range.to())
            .forEach(record -> audit.aborted(run.outcomes().read(record))));
  }

  /** Returns the four topics that the processor writes to. */
  static List<String> outcomeTopics(Topics topics) {
    List<String> all = new ArrayList<>(topics.outcomes());
    all.add(topics.deadLetters());
    return all;
  }

  private static void call(SentCommand command, CallLog log, Audit audit, List<Call> calls) {
    RecordPosition position = command.position();
    OptionalLong received = log.receivedAt(position);
    if (command.number() < 0 || received.isEmpty()) {
      return;
    }
    long sent = log.sentAt(command.number()).orElseThrow();
    audit.call(position, sent, received.getAsLong());
    calls.add(new Call(position.partition(), sent, received.getAsLong()));
  }
}
