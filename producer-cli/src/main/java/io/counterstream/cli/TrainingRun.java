package io.counterstream.cli;

import io.counterstream.cli.kafka.KafkaConnection;
import io.counterstream.cli.terminal.OutcomeText;
import io.counterstream.client.Counters;
import io.counterstream.client.NotConnectedException;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.contract.json.MalformedOutcomeException;
import io.counterstream.contract.json.OutcomeCodec;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.protocol.Errors;

/**
 * Loads the classes that {@code increment} needs, for the launcher, which archives them (class data
 * sharing). Runs in a process of its own, needs no broker and sends nothing.
 */
final class TrainingRun {
  private static final String NO_BROKER = "127.0.0.1:1";

  private TrainingRun() {}

  /** Runs to the end in any environment: what fails here only stays out of the archive. */
  public static void main(String[] arguments) throws MalformedOutcomeException {
    ClientLog.configure(Map.of());
    PrintWriter unread = new PrintWriter(Writer.nullWriter());
    CounterstreamCli.commandLine()
        .setOut(unread)
        .setErr(unread)
        .execute("increment", "trained", "--expected", "1", "--bootstrap-server", NO_BROKER);
    KafkaConnection connection = new KafkaConnection(
        Map.of("bootstrap.servers", NO_BROKER), Topics.DEFAULT, Duration.ofMillis(100));
    try {
      Counters.connect(connection.clientConfig()).close(Duration.ZERO);
    } catch (NotConnectedException expected) {
      unread.println(expected);
    }
    unread.println(Errors.NONE);
    CounterCommand command =
        new CounterCommand("id", "trained", 1, Expectation.ANY, OptionalLong.empty());
    unread.println(CommandCodec.encode(command).length);
    Outcome outcome = OutcomeCodec.decode(OutcomeCodec.encode(new Outcome.Applied(
        new CounterCommand("id", "trained", 1, Expectation.ANY),
        0,
        new CounterState(1, 1),
        Instant.now())));
    unread.println(new OutcomeText(OutcomeText.Style.PLAIN).line(outcome));
  }
}
