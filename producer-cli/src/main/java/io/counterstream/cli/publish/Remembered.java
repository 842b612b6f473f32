package io.counterstream.cli.publish;

import io.counterstream.cli.kafka.KafkaCluster;
import io.counterstream.cli.kafka.KafkaConnection;
import io.counterstream.cli.terminal.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The stored position of a publication that can be resumed: a sink stores it in Kafka, and a file
 * names the place there.
 */
final class Remembered {
  private final KafkaConnection connection;
  private final KafkaCluster cluster;
  private final Path file;
  private PublicationState state;

  /** Creates a publication whose state is in {@code file}. */
  Remembered(KafkaConnection connection, Path file) {
    this.connection = connection;
    this.cluster = new KafkaCluster(connection);
    this.file = file;
  }

  /**
   * The start of a publication.
   *
   * @param sink sends its commands
   * @param id the prefix of the ids of commands without one
   * @param position the position from which the input is read
   * @param isRemembered whether another run can continue where this one stops
   */
  record Start(CommandSink sink, String id, InputPosition position, boolean isRemembered) {}

  /**
   * Starts or continues.
   *
   * @throws CliException if there is a state that {@code memory} forbids, or it is unusable
   */
  Start begin(Memory memory) {
    Optional<PublicationState> earlier =
        memory == Memory.RESTART ? Optional.empty() : PublicationState.read(file);
    if (earlier.isEmpty()) {
      return first(InputPosition.BEGINNING, memory);
    }
    Optional<InputPosition> ended = earlier.get().ended();
    if (memory == Memory.FRESH) {
      if (ended.isEmpty()) {
        throw CliException.usage(
            "an earlier publish of this input did not complete (" + file
                + "): --resume continues where it stopped, --restart sends everything again",
            null);
      }
      return first(InputPosition.BEGINNING, Memory.RESTART);
    }
    return ended.isPresent() ? first(ended.get(), Memory.RESTART) : again(earlier.get());
  }

  /**
   * Ends a publication that has sent everything.
   *
   * @param memory whether the position is kept
   */
  void end(InputPosition position, Memory memory) {
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

  /** Starts a publication with a new name. Kafka stores its position before the file names it. */
  private Start first(InputPosition position, Memory memory) {
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
              + ": name the former to resume, or start again with --restart",
          null);
    }
    TransactionalSink sink = TransactionalSink.open(connection, earlier.publication());
    try {
      state = earlier;
      InputPosition position = sink.position()
          .orElseThrow(() -> CliException.failed(
              "Kafka no longer stores the position of the earlier publish (its offsets expire after"
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
