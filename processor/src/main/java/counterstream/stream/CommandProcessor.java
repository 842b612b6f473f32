package counterstream.stream;

import counterstream.contract.Outcome;
import counterstream.contract.json.DecodedCommand;
import counterstream.engine.PendingOutcome;
import counterstream.engine.StaleOwnerException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Waits for each record's outcome, in log order, and forwards it.
 *
 * <ul>
 *   <li>It waits at most until the open transaction is near its time-out. Then, as when it sees
 *       that it is stale, it gives the task up with Streams' {@code TaskMigratedException}: the
 *       transaction is aborted, the thread joins the group again, and the commands come again.
 *   <li>It asks for a commit when no started work is left, so that a lone command is answered at
 *       once and a busy log in large transactions, and when a journal is full.
 * </ul>
 */
final class CommandProcessor implements Processor<byte[], byte[], byte[], Emission> {
  private final StreamParts parts;
  private ProcessorContext<byte[], Emission> context;
  private ThreadWork thread;
  private TopicPartition partition;
  private PartitionWork work;
  private OutcomeRecords records;

  CommandProcessor(StreamParts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], Emission> processorContext) {
    context = processorContext;
    partition = new TopicPartition(parts.topics().commands(), context.taskId().partition());
    Uuid topicId = parts.topicIds().idOf(partition.topic());
    records = new OutcomeRecords(parts, topicId, partition.partition());
    thread = parts.lookahead().ofThisThread();
    work = thread.partition(partition);
    work.ready(committed -> parts.engine().open(records.source(), committed));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    long offset = context.recordMetadata().orElseThrow().offset();
    PartitionWork.Submitted next = next(record, offset);
    if (next.decoded() instanceof DecodedCommand.Unreadable unreadable) {
      forward(records.deadLetter(record, offset, unreadable), offset);
    } else {
      Outcome outcome = next.decoded() instanceof DecodedCommand.Invalid invalid
          ? rejection(invalid, record.timestamp())
          : await(next.pending().orElseThrow(), offset);
      Record<byte[], Emission> answer = records.outcome(record, offset, outcome);
      forward(answer, offset);
      records.reply(record, answer).ifPresent(reply -> forward(reply, offset));
    }
    if (work.isDrained() || work.wantsCommit()) {
      context.commit();
    }
  }

  /** A broker that is away too long is no reason to stop for good: the record comes again. */
  private void forward(Record<byte[], Emission> record, long offset) {
    try {
      context.forward(record);
    } catch (StreamsException | org.apache.kafka.common.errors.TimeoutException failed) {
      for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
          throw new TaskGivenUpException(partition + " offset " + offset
              + ": the brokers did not take the outcome (" + cause.getMessage()
              + "); joining the group again, the commands come again");
        }
      }
      throw failed;
    }
  }

  private PartitionWork.Submitted next(Record<byte[], byte[]> record, long offset) {
    try {
      return work.next(new PolledRecord(offset, record.timestamp(), record.key(), record.value()));
    } catch (OutOfOrderException disorder) {
      throw new TaskGivenUpException(
          partition + ": " + disorder.getMessage() + "; joining the group again");
    }
  }

  private static Outcome rejection(DecodedCommand.Invalid invalid, long timestampMillis) {
    return new Outcome.Rejected(
        invalid.commandId(),
        invalid.counter(),
        invalid.reason(),
        invalid.message(),
        Optional.empty(),
        Instant.ofEpochMilli(timestampMillis));
  }

  private Outcome await(PendingOutcome pending, long offset) {
    Duration patience = patience();
    try {
      return pending.await(patience);
    } catch (TimeoutException slow) {
      throw new TaskGivenUpException(
          partition + " offset " + offset + ": the table has not recorded an outcome within "
              + patience.toMillis() + " ms, near the transaction's time-out; joining the group"
              + " again, the commands come again");
    } catch (StaleOwnerException stale) {
      if (parts.sightings().showsReset(partition, offset)) {
        throw new OffsetsResetException(
            partition + ": " + stale.getMessage() + ", but the group's committed offset points at"
                + " it. Were the group's offsets reset? Set them to offsets not yet committed",
            stale);
      }
      throw new TaskGivenUpException(
          partition + ": " + stale.getMessage() + "; joining the group again");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new TaskGivenUpException(partition + ": interrupted");
    }
  }

  private Duration patience() {
    Duration age = Duration.ofNanos(thread.transactionAgeNanos(System.nanoTime()));
    Duration left = parts.patience().minus(age);
    return left.isNegative() ? Duration.ZERO : left;
  }

  @Override
  public void close() {
    thread.closed(partition);
  }
}
