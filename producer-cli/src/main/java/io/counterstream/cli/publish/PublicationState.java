package io.counterstream.cli.publish;

import io.counterstream.cli.terminal.CliException;
import io.counterstream.contract.settings.PropertiesFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/**
 * The content of the state file beside the input: the name under which Kafka stores the position,
 * and the position itself when all is sent.
 *
 * @param publication the name of the publication
 * @param cluster the id of the Kafka cluster
 * @param topic the command topic
 * @param ended the last position; empty until all is sent
 */
record PublicationState(
    String publication, String cluster, String topic, Optional<InputPosition> ended) {
  private static final String PUBLICATION = "publication";
  private static final String CLUSTER = "cluster";
  private static final String TOPIC = "topic";
  private static final String ENDED_BYTES = "ended.bytes";
  private static final String ENDED = "ended";

  /**
   * Reads {@code file}; empty if it does not exist.
   *
   * @throws CliException if it can't be read
   */
  static Optional<PublicationState> read(Path file) {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try {
      Map<String, String> properties = PropertiesFile.read(file);
      return Optional.of(new PublicationState(
          required(properties, PUBLICATION),
          required(properties, CLUSTER),
          required(properties, TOPIC),
          Optional.ofNullable(properties.get(ENDED))
              .map(text ->
                  InputPosition.of(Long.parseLong(required(properties, ENDED_BYTES)), text))));
    } catch (IOException | IllegalArgumentException unreadable) {
      throw CliException.usage(
          "can't read " + file + " as the state of a publication: " + unreadable.getMessage()
              + ". Name another with --state, or start again with --restart",
          unreadable);
    }
  }

  /**
   * Writes a file that must not exist, and syncs it to disk.
   *
   * @throws CliException if it exists or can't be written
   */
  void create(Path file) {
    try {
      write(file);
    } catch (FileAlreadyExistsException another) {
      throw CliException.usage(
          file + " was created just now: another publish of the same input is running, and this one"
              + " has sent nothing",
          another);
    } catch (IOException unwritable) {
      throw unwritable(file, unwritable);
    }
  }

  /**
   * Replaces the file in one step.
   *
   * @throws CliException if it can't be written
   */
  void replace(Path file) {
    Path written = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(written);
      write(written);
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException unwritable) {
      throw unwritable(file, unwritable);
    }
  }

  private void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("# The position of 'counterstream publish' in the input beside this file.\n");
    text.append(PUBLICATION).append('=').append(publication).append('\n');
    text.append(CLUSTER).append('=').append(cluster).append('\n');
    text.append(TOPIC).append('=').append(topic).append('\n');
    ended.ifPresent(position -> {
      text.append(ENDED_BYTES).append('=').append(position.bytes()).append('\n');
      text.append(ENDED).append('=').append(position.text()).append('\n');
    });
    Files.writeString(
        file,
        text,
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static String required(Map<String, String> properties, String name) {
    String value = properties.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  private static CliException unwritable(Path file, IOException failure) {
    return CliException.failed(
        "can't write " + file + ", which stores the position of the publication ("
            + failure.getMessage() + "): name another with --state, or give --no-state to send"
            + " without a stored position",
        failure);
  }
}
