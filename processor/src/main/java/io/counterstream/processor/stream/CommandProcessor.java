package io.counterstream.processor.stream;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.failure.Causes;
import io.counterstream.contract.json.DecodedCommand;
import io.counterstream.core.table.ItemFaultException;
import io.counterstream.processor.engine.LogRewrittenException;
import io.counterstream.processor.engine.PendingOutcome;
import io.counterstream.processor.engine.StaleOwnerException;
import io.counterstream.processor.offsets.OffsetsResetException;
import io.counterstream.processor.progress.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for each record's outcome, in log order, and forwards it. Runs on the stream thread.
 *
 * <ul>
 *   <li>It waits at most until the open transaction is near its time-out. Then it throws {@link
 *       RejoinGroupException}, as it does when the processor is a stale owner.
 *   <li>It requests a commit when its thread has processed every polled record and has not just
 *       committed ({@link CommitSpacing}), so that a single command gets its outcome at once. Under
 *       load the commit interval decides, and transactions are large. When a journal fills up, it
 *       requests a commit, too.
 *   <li>If the item of a counter can't be read or written, it gives the task up and lets {@link
 *       HeldPartitions} pause the partition.
 * </ul>
 */
final class CommandProcessor implements Processor<byte[], byte[], byte[], OutboundRecord> {
  private static final Logger LOG = LoggerFactory.getLogger(CommandProcessor.class);

  private final TaskDependencies dependencies;
  private ProcessorContext<byte[], OutboundRecord> context;
  private StreamThreadState thread;
  private TopicPartition partition;
  private PartitionQueue queue;
  private OutcomeRecords records;

  /** Whether the first skipped command that no decided offset covers was logged. */
  private boolean skipLogged;

  CommandProcessor(TaskDependencies dependencies) {
    this.dependencies = dependencies;
  }

  @Override
  public void init(ProcessorContext<byte[], OutboundRecord> processorContext) {
    context = processorContext;
    partition =
        new TopicPartition(dependencies.topics().commands(), context.taskId().partition());
    records = new OutcomeRecords(dependencies, partition.partition());
    thread = dependencies.threads().current();
    PartitionOpener opener = new PartitionOpener(dependencies, partition);
    queue = thread.assigned(partition, opener::reads);
    queue.ready(opener);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    long offset = context.recordMetadata().orElseThrow().offset();
    SubmittedRecord next = next(record, offset);
    if (next instanceof SubmittedRecord.Unreadable unreadable) {
      forward(records.deadLetter(record, offset, unreadable.why()), offset);
    } else if (next instanceof SubmittedRecord.Invalid invalid) {
      forward(record, offset, rejection(invalid.why(), record.timestamp()));
    } else if (next instanceof SubmittedRecord.Repeated repeated) {
      dependencies.listener().repeatRejected();
      forward(record, offset, repeated.outcome());
    } else if (next instanceof SubmittedRecord.Command command) {
      await(command, offset).ifPresent(outcome -> forward(record, offset, outcome));
    }
    if (queue.wantsCommit(offset)) {
      context.commit();
    } else if (queue.isDrained() && thread.isDrained()) {
      thread.commits().drained(context::commit);
    }
  }

  private SubmittedRecord next(Record<byte[], byte[]> record, long offset) {
    try {
      return thread.next(
          queue,
          new PolledRecord(
              offset, record.timestamp(), PolledRecord.NO_EPOCH, record.key(), record.value()));
    } catch (OutOfOrderException disorder) {
      throw new RejoinGroupException(partition + ": " + disorder.getMessage());
    }
  }

  private static Outcome rejection(DecodedCommand.Invalid invalid, long timestampMillis) {
    return new Outcome.Rejected(
        invalid.commandId(),
        invalid.counter(),
        invalid.reason(),
        invalid.message(),
        Instant.ofEpochMilli(timestampMillis));
  }

  /** Forwards an outcome, and a copy of it to the reply topic if the command names one. */
  private void forward(Record<byte[], byte[]> command, long offset, Outcome outcome) {
    Record<byte[], OutboundRecord> record = records.outcome(command, offset, outcome);
    forward(record, offset);
    records.reply(command, record).ifPresent(reply -> forward(reply, offset));
  }

  /** Brokers that are unavailable for too long are no reason to stop: the thread joins again. */
  private void forward(Record<byte[], OutboundRecord> record, long offset) {
    try {
      context.forward(record);
    } catch (KafkaException failed) {
      throw Causes.find(org.apache.kafka.common.errors.TimeoutException.class, failed)
          .<KafkaException>map(late -> new RejoinGroupException(partition + " offset " + offset
              + ": the brokers did not accept the outcome in time (" + late.getMessage() + ")"))
          .orElse(failed);
    }
  }

  /** Returns the outcome, or none if the command already has a committed one and is skipped. */
  private Optional<Outcome> await(SubmittedRecord.Command command, long offset) {
    PendingOutcome pending = command.pending();
    Duration timeout = pending.isDone() ? Duration.ZERO : timeLeft();
    if (!pending.isDone()) {
      thread.progress().waits(new Wait(Wait.Kind.TABLE, pending::waitsFor));
    }
    try {
      return Optional.of(pending.await(dependencies.engine().environment(), timeout));
    } catch (TimeoutException slow) {
      dependencies
          .held()
          .ifPresent(held ->
              pending.failsAlone().ifPresent(failures -> held.holdFailing(partition, failures)));
      throw new RejoinGroupException(
          partition + " offset " + offset + ": the table has not recorded an outcome within "
              + timeout.toMillis() + " ms; waits for " + pending.waitsFor());
    } catch (StaleOwnerException stale) {
      if (command.ifPassed().isPresent()) {
        return command.ifPassed();
      }
      if (!dependencies.guard().skips()) {
        throw failure(stale, offset);
      }
      logSkip(stale);
      return Optional.empty();
    } catch (LogRewrittenException rewritten) {
      throw new LogRewrittenException(
          dependencies.advice().ofRewrittenLog(partition, rewritten.getMessage()));
    } catch (ItemFaultException fault) {
      throw dependencies
          .held()
          .<RuntimeException>map(held -> hold(held, fault, offset))
          .orElse(fault);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RejoinGroupException(partition + " offset " + offset + ": interrupted");
    } finally {
      thread.progress().continues();
    }
  }

  private RejoinGroupException hold(HeldPartitions held, ItemFaultException fault, long offset) {
    held.hold(partition, fault);
    return new RejoinGroupException(
        partition + " offset " + offset + ": the outcome can't be known: " + fault.getMessage());
  }

  private RuntimeException failure(StaleOwnerException stale, long offset) {
    return dependencies.staleRedeliveries().showsReset(partition, offset)
        ? new OffsetsResetException(
            dependencies.advice().withoutDecidedOffset(partition, stale.getMessage()))
        : new RejoinGroupException(partition + ": " + stale.getMessage());
  }

  private void logSkip(StaleOwnerException stale) {
    if (!skipLogged) {
      LOG.warn(
          "{}: {}; skipped, as are all other commands whose items show this",
          partition,
          stale.getMessage());
      skipLogged = true;
    }
  }

  private Duration timeLeft() {
    Duration left = dependencies.outcomeWaitMax().minus(thread.transactionAge());
    return left.isNegative() ? Duration.ZERO : left;
  }

  @Override
  public void close() {
    thread.closed(partition);
  }
}
