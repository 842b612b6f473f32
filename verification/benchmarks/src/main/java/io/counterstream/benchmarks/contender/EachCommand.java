package io.counterstream.benchmarks.contender;

import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.contract.json.DecodedCommand;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Takes one command after the other, waits for its write, and forwards its outcome. */
final class EachCommand implements Processor<byte[], byte[], byte[], Outcome> {
  /** Answers without asking anybody. */
  static final Write WITHOUT_TABLE =
      (command, timestamp) -> CompletableFuture.completedFuture(applied(command, timestamp));

  private final Write write;
  private final Commit commit;
  private ProcessorContext<byte[], Outcome> context;

  /** What becomes of a command. */
  @FunctionalInterface
  interface Write {
    CompletableFuture<Outcome> apply(IncrementCommand command, Instant timestamp);
  }

  /** When it commits. */
  enum Commit {
    BY_INTERVAL,
    AT_ONCE
  }

  EachCommand(Write write, Commit commit) {
    this.write = write;
    this.commit = commit;
  }

  @Override
  public void init(ProcessorContext<byte[], Outcome> processorContext) {
    context = processorContext;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Instant timestamp = Instant.ofEpochMilli(record.timestamp());
    Outcome outcome =
        write.apply(decode(record.key(), record.value()), timestamp).join();
    context.forward(record.withValue(outcome));
    if (commit == Commit.AT_ONCE) {
      context.commit();
    }
  }

  static IncrementCommand decode(byte[] key, byte[] value) {
    DecodedCommand decoded = CommandCodec.decode(key, value);
    if (decoded instanceof DecodedCommand.Valid valid) {
      return valid.command();
    }
    throw new IllegalArgumentException("commands of a benchmark are valid, found " + decoded);
  }

  /** The command as if it had found 0 and left its delta: right in form only. */
  static Outcome applied(IncrementCommand command, Instant timestamp) {
    return new Outcome.Applied(
        command.commandId(),
        command.counter(),
        command.delta(),
        command.expected(),
        command.expectedVersion(),
        0,
        command.delta(),
        1,
        timestamp);
  }
}
