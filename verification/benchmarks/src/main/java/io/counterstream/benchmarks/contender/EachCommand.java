package io.counterstream.benchmarks.contender;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.contract.json.DecodedCommand;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Decides one command after the other: waits for its write and forwards its outcome. */
final class EachCommand implements Processor<byte[], byte[], byte[], Outcome> {
  /** Returns an outcome without a write. */
  static final Write WITHOUT_TABLE =
      (command, timestamp) -> CompletableFuture.completedFuture(applied(command, timestamp));

  private final Write write;
  private final Commit commit;
  private ProcessorContext<byte[], Outcome> context;

  /** Decides a command. */
  @FunctionalInterface
  interface Write {
    CompletableFuture<Outcome> apply(CounterCommand command, Instant timestamp);
  }

  /** When to commit. */
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

  static CounterCommand decode(byte[] key, byte[] value) {
    DecodedCommand decoded = CommandCodec.decode(key, value);
    if (decoded instanceof DecodedCommand.Valid valid) {
      return valid.command();
    }
    throw new IllegalArgumentException("commands of a benchmark must be valid, found " + decoded);
  }

  /** Returns an outcome as if the counter had not existed. */
  static Outcome applied(CounterCommand command, Instant timestamp) {
    return applied(command, command.delta(), 1, timestamp);
  }

  static Outcome applied(CounterCommand command, long value, long version, Instant timestamp) {
    return new Outcome.Applied(
        command, value - command.delta(), new CounterState(value, version), timestamp);
  }
}
