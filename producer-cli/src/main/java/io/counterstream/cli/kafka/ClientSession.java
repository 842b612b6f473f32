package io.counterstream.cli.kafka;

import io.counterstream.cli.terminal.CliException;
import io.counterstream.cli.terminal.PrintableText;
import io.counterstream.client.Counters;
import io.counterstream.client.NotConnectedException;
import io.counterstream.client.NotSentException;
import io.counterstream.client.OutcomeUnknownException;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A connection of the client library that explains failures in the command line's words.
 *
 * <pre>{@code
 * try (ClientSession session = ClientSession.open(connection)) {
 *   Outcome outcome = session.send(command);
 * }
 * }</pre>
 */
public final class ClientSession implements AutoCloseable {
  private final KafkaConnection connection;
  private final Counters counters;

  private ClientSession(KafkaConnection connection, Counters counters) {
    this.connection = connection;
    this.counters = counters;
  }

  /**
   * Connects, and checks that all topics exist.
   *
   * @throws CliException if they don't, or no broker responds; nothing was sent
   */
  public static ClientSession open(KafkaConnection connection) {
    Brokers.requireReachable(connection);
    try {
      return new ClientSession(connection, Counters.connect(connection.clientConfig()));
    } catch (NotConnectedException refused) {
      boolean isExplained = refused.getCause() instanceof UnknownTopicOrPartitionException;
      throw refused.getCause() instanceof KafkaException failure && !isExplained
          ? Brokers.explain(failure, connection)
          : CliException.failed(refused.getMessage(), refused);
    }
  }

  /** Returns the library itself, for many commands at once. */
  public Counters counters() {
    return counters;
  }

  /**
   * Sends the command and waits for its outcome.
   *
   * @throws CliException with exit code 5 if none came in time: the command may still be decided,
   *     and sending it again is another command to the processor; with other codes if it could not
   *     be sent
   */
  public Outcome send(CounterCommand command) {
    try {
      return counters.send(command, connection.timeout()).toCompletableFuture().join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof OutcomeUnknownException unknown) {
        throw CliException.noOutcome(noOutcome(command, unknown));
      }
      if (failed.getCause() instanceof NotSentException refused) {
        throw refused.getCause() instanceof KafkaException failure
            ? Brokers.explain(failure, connection)
            : CliException.failed(refused.getMessage(), refused);
      }
      throw failed;
    }
  }

  @Override
  public void close() {
    counters.close(Duration.ZERO);
  }

  private String noOutcome(CounterCommand command, OutcomeUnknownException unknown) {
    String where =
        connection.topics().commands() + ", partition " + unknown.position().partition();
    return "no outcome within " + Brokers.text(connection.timeout()) + " for command "
        + PrintableText.of(command.commandId()) + ": it "
        + (unknown.isStored()
            ? "is in the log (" + where + ") and may still be decided: is the processor running?"
            : "may or may not be in the log (" + where + "), and may still be decided.")
        + " To learn its outcome: "
        + connection.outcomeCommand(command.counter(), command.commandId());
  }
}
