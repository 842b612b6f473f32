package counterstream.cli;

import counterstream.contract.IncrementCommand;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends commands one by one and waits for the outcome of each.
 *
 * <ul>
 *   <li>An outcome is read only once it is committed.
 *   <li>It is looked for from where the result topics ended before the command was sent, in the
 *       partition that the command went to, and known by its command id: so it can't be missed.
 *   <li>One producer and one consumer serve all commands; no consumer group is made.
 * </ul>
 *
 * <p>For one thread at a time.
 *
 * <pre>{@code
 * try (CommandSession session = CommandSession.open(connection)) {
 *   Outcome outcome = session.send(command, Duration.ofSeconds(10)).outcome();
 * }
 * }</pre>
 */
public final class CommandSession implements AutoCloseable {
  // Each command changes the positions, and that waits behind the fetch before it.
  private static final Duration FETCH_WAIT = Duration.ofMillis(10);

  private final KafkaConnection connection;
  private final OutcomeReader reader;
  private final CommandSender sender;

  private CommandSession(KafkaConnection connection, OutcomeReader reader, CommandSender sender) {
    this.connection = connection;
    this.reader = reader;
    this.sender = sender;
  }

  /**
   * Connects, and checks that all topics are there.
   *
   * @throws CliException if they aren't, or no broker answers; nothing was sent
   */
  public static CommandSession open(KafkaConnection connection) {
    OutcomeReader reader = OutcomeReader.open(connection, FETCH_WAIT);
    try {
      return new CommandSession(connection, reader, CommandSender.open(connection, Duration.ZERO));
    } catch (CliException wrongSettings) {
      reader.close();
      throw wrongSettings;
    }
  }

  /**
   * Sends the command and waits for its outcome.
   *
   * @param timeout for all of it
   * @throws CliException with exit code 5 if no outcome came in time: the command may still be
   *     decided, and sending it again is another command to the processor; with other codes if it
   *     could not be sent
   */
  public ReceivedOutcome send(IncrementCommand command, Duration timeout) {
    Deadline deadline = Deadline.in(timeout);
    Map<TopicPartition, Long> ends = reader.endOffsets(deadline.remaining());
    RecordMetadata sent = acknowledged(sender.send(command, null), command, deadline);
    Map<TopicPartition, Long> positions = new HashMap<>(ends);
    positions.keySet().removeIf(partition -> partition.partition() != sent.partition());
    reader.readFrom(positions);
    do {
      List<ReceivedOutcome> outcomes = reader.poll(deadline.remaining(), malformed -> {});
      for (ReceivedOutcome received : outcomes) {
        if (received.outcome().commandId().equals(command.commandId())) {
          return received;
        }
      }
    } while (!deadline.passed());
    throw CliException.noOutcome("no outcome within " + Brokers.text(timeout) + " for command "
        + command.commandId() + " (" + sent.topic() + ", partition " + sent.partition()
        + ", offset " + sent.offset() + "). It is in the log and may still be decided: is the"
        + " processor running? " + howToLearn(command));
  }

  @Override
  public void close() {
    sender.close();
    reader.close();
  }

  private RecordMetadata acknowledged(
      Future<RecordMetadata> sending, IncrementCommand command, Deadline deadline) {
    try {
      return sending.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw unacknowledged(command, deadline);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw unacknowledged(command, deadline);
      }
      if (failed.getCause() instanceof KafkaException failure) {
        throw Brokers.explain(failure, connection);
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unacknowledged(command, deadline);
    }
  }

  private CliException unacknowledged(IncrementCommand command, Deadline deadline) {
    return CliException.noOutcome("command " + command.commandId() + " was not acknowledged by "
        + connection.topics().commands() + " within " + Brokers.text(deadline.timeout())
        + ": it may or may not be in the log. " + howToLearn(command));
  }

  private static String howToLearn(IncrementCommand command) {
    return "To learn its outcome: './counterstream watch --from-beginning -- "
        + PrintableText.of(command.counter()) + "'";
  }
}
