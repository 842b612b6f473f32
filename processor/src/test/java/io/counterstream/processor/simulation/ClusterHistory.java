package io.counterstream.processor.simulation;

import io.counterstream.processor.repeats.CommandHistory;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads the log as it is: a topic that was created again has other records. Others may act. */
final class ClusterHistory implements CommandHistory {
  private static final int RECORDS_AT_ONCE = 4;

  private final SimulatedDeployment deployment;
  private final ProcessorInstance reader;

  ClusterHistory(SimulatedDeployment deployment, ProcessorInstance reader) {
    this.deployment = deployment;
    this.reader = reader;
  }

  @Override
  public long read(
      TopicPartition partition,
      long from,
      long to,
      Consumer<ConsumerRecord<byte[], byte[]>> records) {
    long next = from;
    while (next < to) {
      reader.pause();
      if (!deployment.kafka.leaders().has(partition) || deployment.choices.chance(2)) {
        deployment.met(StreamEvent.HISTORY_NOT_READ);
        throw new TimeoutException("no records of " + partition + " from " + next);
      }
      CommandLog log = deployment.kafka.log(partition);
      if (next < log.start()) {
        deployment.met(StreamEvent.HISTORY_CUT_BY_RETENTION);
      }
      List<CommandLog.Entry> more = log.from(next, RECORDS_AT_ONCE);
      for (CommandLog.Entry entry : more) {
        next = entry.offset() + 1;
        if (entry.offset() < to) {
          records.accept(TaskBuffer.record(partition, entry));
        }
      }
      if (more.isEmpty()) {
        break;
      }
    }
    return deployment.kafka.log(partition).start();
  }
}
