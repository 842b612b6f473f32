package io.counterstream.processor.stream;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.DecodedCommand;
import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.processor.engine.PendingOutcome;
import io.counterstream.processor.engine.StaleOwnerException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for each record's outcome, in log order, and forwards it.
 *
 * <ul>
 *   <li>It waits at most until the open transaction is near its time-out. Then, as when it sees
 *       that it is stale, it gives the task up with Streams' {@code TaskMigratedException}: the
 *       transaction is aborted, the thread joins the group again, and the commands come again.
 *   <li>It asks for a commit when its thread has nothing left to do, so that a lone command is
 *       answered at once; under load the interval commits, in large transactions. And it asks for
 *       one when a journal fills up.
 * </ul>
 */
final class CommandProcessor implements Processor<byte[], byte[], byte[], OutboundRecord> {
  private static final Logger LOG = LoggerFactory.getLogger(CommandProcessor.class);

  private final StreamParts parts;
  private ProcessorContext<byte[], OutboundRecord> context;
  private ThreadWork thread;
  private TopicPartition partition;
  private PartitionWork work;
  private OutcomeRecords records;

  /** Whether it has said that it passes over commands without a mark. */
  private boolean passesOver;

  CommandProcessor(StreamParts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], OutboundRecord> processorContext) {
    context = processorContext;
    partition = new TopicPartition(parts.topics().commands(), context.taskId().partition());
    Uuid topicId = parts.topicIds().idOf(partition.topic());
    records = new OutcomeRecords(parts, topicId, partition.partition());
    thread = parts.lookahead().ofThisThread();
    work = thread.partition(partition);
    work.ready(this::follow);
  }

  private Following follow(long first) {
    LogSource source = records.source();
    DecidedOffset mark = parts.guard().begins(partition, source, first);
    long committed = Math.max(first, mark.offset());
    return new Following(source, mark, parts.engine().open(source, committed));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    long offset = context.recordMetadata().orElseThrow().offset();
    SubmittedRecord next = next(record, offset);
    if (next instanceof SubmittedRecord.Unreadable unreadable) {
      forward(records.deadLetter(record, offset, unreadable.why()), offset);
    } else if (next instanceof SubmittedRecord.Invalid invalid) {
      answer(record, offset, rejection(invalid.why(), record.timestamp()));
    } else if (next instanceof SubmittedRecord.Command command) {
      await(command.pending(), offset).ifPresent(outcome -> answer(record, offset, outcome));
    }
    if (work.wantsCommit(offset) || work.isDrained() && thread.isDrained()) {
      context.commit();
    }
  }

  private void answer(Record<byte[], byte[]> record, long offset, Outcome outcome) {
    Record<byte[], OutboundRecord> answer = records.outcome(record, offset, outcome);
    forward(answer, offset);
    records.reply(record, answer).ifPresent(reply -> forward(reply, offset));
  }

  /** A broker that is away too long is no reason to stop for good: the record comes again. */
  private void forward(Record<byte[], OutboundRecord> record, long offset) {
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

  private SubmittedRecord next(Record<byte[], byte[]> record, long offset) {
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

  /** The outcome, or none if the command has one already and is passed over. */
  private Optional<Outcome> await(PendingOutcome pending, long offset) {
    Duration patience = pending.isDone() ? Duration.ZERO : patience();
    try {
      return Optional.of(pending.await(patience));
    } catch (TimeoutException slow) {
      throw new TaskGivenUpException(
          partition + " offset " + offset + ": the table has not recorded an outcome within "
              + patience.toMillis() + " ms, near the transaction's time-out; joining the group"
              + " again, the commands come again");
    } catch (StaleOwnerException stale) {
      if (parts.guard().skips()) {
        if (!passesOver) {
          LOG.warn(
              "{}: {}; passed over, with all others of which the items say so",
              partition,
              stale.getMessage());
          passesOver = true;
        }
        return Optional.empty();
      }
      if (parts.sightings().showsReset(partition, offset)) {
        throw parts.guard().withoutMark(partition, stale.getMessage());
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
