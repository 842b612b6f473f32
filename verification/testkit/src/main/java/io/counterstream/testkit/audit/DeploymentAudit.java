package io.counterstream.testkit.audit;

import io.counterstream.audit.Audit;
import io.counterstream.audit.AuditReport;
import io.counterstream.audit.RecordPosition;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.client.TableClient;
import io.counterstream.testkit.client.TopicReader;
import java.util.List;

/** Audits the topics and the table of a deployment whose table nobody edits. */
public final class DeploymentAudit {
  private DeploymentAudit() {}

  /** Reads everything up to the present ends and audits it. */
  public static AuditReport judge(Deployment deployment) {
    Audit audit = new Audit();
    TopicReader reader = new TopicReader(deployment.servers().bootstrapServers());
    reader.read(
        List.of(deployment.topics().commands()),
        command -> audit.command(
            new RecordPosition(command.partition(), command.offset()),
            CommandCodec.decode(command.key(), command.value())));
    ObservedOutcomes outcomes = new ObservedOutcomes(deployment.topics());
    reader.read(deployment.resultTopics(), record -> audit.outcome(outcomes.read(record)));
    try (TableClient table = deployment.table()) {
      table
          .items()
          .forEach((counter, item) -> audit.item(
              counter,
              new CounterState(
                  Long.parseLong(item.get("value").n()),
                  Long.parseLong(item.get("version").n()),
                  item.containsKey("deletedAt"))));
    }
    return audit.report();
  }
}
