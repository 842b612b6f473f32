package counterstream.cli;

import counterstream.contract.IncrementCommand;
import counterstream.contract.json.DecodedCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;

/** Sends lines of commands and counts what became of them. Reports come on {@code err}. */
final class Publication implements AutoCloseable {
  private static final Duration LINGER = Duration.ofMillis(5);

  private final KafkaConnection connection;
  private final CommandSender sender;
  private final PrintWriter err;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicReference<Failure> firstFailure = new AtomicReference<>();
  private long refused;

  private Publication(KafkaConnection connection, CommandSender sender, PrintWriter err) {
    this.connection = connection;
    this.sender = sender;
    this.err = err;
  }

  static Publication open(KafkaConnection connection, PrintWriter err) {
    return new Publication(connection, CommandSender.open(connection, LINGER), err);
  }

  /** Sends every good line, or up to the first that the brokers don't take; then waits for all. */
  void sendAll(JsonLines lines) throws IOException {
    Optional<JsonLines.Line> line = lines.next();
    while (line.isPresent() && firstFailure.get() == null) {
      DecodedCommand decoded = CommandLines.decode(line.get());
      if (decoded instanceof DecodedCommand.Valid valid) {
        send(valid.command(), line.get().number());
      } else {
        refused++;
        err.println("line " + line.get().number() + ": " + CommandLines.fault(decoded));
      }
      line = lines.next();
    }
    sender.flush();
    reportFailure();
  }

  /** What became of the lines so far. */
  Summary summary() {
    return new Summary(acknowledged.get(), refused, failed.get());
  }

  @Override
  public void close() {
    sender.close();
  }

  private void send(IncrementCommand command, long number) {
    sender.send(command, (stored, failure) -> {
      if (failure == null) {
        acknowledged.incrementAndGet();
      } else {
        failed.incrementAndGet();
        firstFailure.compareAndSet(null, new Failure(number, failure));
      }
    });
  }

  private void reportFailure() {
    Failure first = firstFailure.get();
    if (first != null) {
      String reason = first.cause() instanceof KafkaException failure
          ? Brokers.explain(failure, connection).getMessage()
          : first.cause().toString();
      err.println("line " + first.line() + " was not acknowledged, and nothing after it was read: "
          + reason + ". It may or may not be in the log.");
    }
  }

  /** The first line that the brokers didn't take. */
  private record Failure(long line, Exception cause) {}

  /**
   * What became of the lines.
   *
   * @param sent how many are stored in the log
   * @param refused how many are no valid commands
   * @param failed how many were sent but not acknowledged
   */
  record Summary(long sent, long refused, long failed) {
    /** Whether every line is in the log. */
    boolean isComplete() {
      return refused == 0 && failed == 0;
    }

    String text() {
      return "sent " + sent + ", refused " + refused
          + (failed == 0 ? "" : ", not acknowledged " + failed);
    }

    String json() {
      return "{\"sent\":" + sent + ",\"refused\":" + refused + ",\"failed\":" + failed + "}";
    }
  }
}
