package io.counterstream.cli.publish;

import io.counterstream.cli.kafka.KafkaCluster;
import io.counterstream.cli.kafka.KafkaConnection;
import io.counterstream.cli.terminal.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A publication that can be resumed: a sink that writes the position in Kafka, and the file that
 * says where there.
 */
final class Remembered {
  private final KafkaConnection connection;
  private final KafkaCluster cluster;
  private final Path file;
  private PublicationState state;

  /** With the state in {@code file}. */
  Remembered(KafkaConnection connection, Path file) {
    this.connection = connection;
    this.cluster = new KafkaCluster(connection);
    this.file = file;
  }

  /**
   * How a publication begins.
   *
   * @param sink takes its commands
   * @param id what the ids of commands without one begin with
   * @param position where the input is to be read on
   * @param isRemembered whether another run can go on where this one stops
   */
  record Start(CommandSink sink, String id, Position position, boolean isRemembered) {}

  /**
   * Begins or goes on.
   *
   * @throws CliException if there is a state and should be none, or the other way round
   */
  Start begin(Memory memory) {
    Optional<PublicationState> earlier =
        memory == Memory.RESTART ? Optional.empty() : PublicationState.read(file);
    if (earlier.isEmpty()) {
      return first(Position.BEGINNING, memory);
    }
    Optional<Position> ended = earlier.get().ended();
    if (memory == Memory.FRESH) {
      if (ended.isEmpty()) {
        throw CliException.usage(
            "an earlier publish of this input did not get to its end (" + file
                + "): --resume goes on where it stopped, --restart sends everything again",
            null);
      }
      return first(Position.BEGINNING, Memory.RESTART);
    }
    return ended.isPresent() ? first(ended.get(), Memory.RESTART) : again(earlier.get());
  }

  /**
   * Everything was sent.
   *
   * @param memory whether the position stays
   */
  void end(Position position, Memory memory) {
    if (memory == Memory.RESUME) {
      new PublicationState(
              state.publication(), state.cluster(), state.topic(), Optional.of(position))
          .replace(file);
    } else {
      try {
        Files.deleteIfExists(file);
      } catch (IOException stays) {
        throw CliException.failed(
            "everything was sent, but " + file + " can't be removed (" + stays.getMessage()
                + "): remove it",
            stays);
      }
    }
    cluster.forgetGroup(TransactionalSink.groupOf(state.publication()));
  }

  /** A publication with a new name; its position is in Kafka before the file names it. */
  private Start first(Position position, Memory memory) {
    String publication = PublicationIds.fresh();
    TransactionalSink sink = TransactionalSink.open(connection, publication);
    try {
      sink.commit(position);
      state = new PublicationState(
          publication, cluster.id(), connection.topics().commands(), Optional.empty());
      if (memory == Memory.RESTART) {
        state.replace(file);
      } else {
        state.create(file);
      }
      return new Start(sink, publication, position, true);
    } catch (CliException | PublishException failed) {
      sink.close();
      throw failed;
    }
  }

  private Start again(PublicationState earlier) {
    String topic = connection.topics().commands();
    String id = cluster.id();
    if (!earlier.cluster().equals(id) || !earlier.topic().equals(topic)) {
      throw CliException.usage(
          "this input was being published to " + earlier.topic() + " of the cluster "
              + earlier.cluster() + ", but this is " + topic + " of " + id
              + ": name the former to resume, or begin anew with --restart",
          null);
    }
    TransactionalSink sink = TransactionalSink.open(connection, earlier.publication());
    try {
      state = earlier;
      Position position = sink.position()
          .orElseThrow(() -> CliException.failed(
              "Kafka has forgotten how far the earlier publish came (its offsets expire, after"
                  + " offsets.retention.minutes): find out what of it is in " + topic
                  + ", send the rest as another file, and remove " + file,
              null));
      return new Start(sink, earlier.publication(), position, true);
    } catch (CliException failed) {
      sink.close();
      throw failed;
    }
  }
}
