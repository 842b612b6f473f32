package io.counterstream.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.utils.internals.AppInfoParser;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Formats a broker's directory once, and refuses one that a newer Kafka wrote.
 *
 * <p>A broker that finds metadata of a later version ends the process. So the version that wrote a
 * directory is stored beside its logs and compared before the start.
 */
final class StorageFormat {
  private StorageFormat() {}

  /**
   * Returns the directory for the broker's logs, formatted.
   *
   * @param clusterId for a directory that is not formatted yet
   * @throws SandboxException if a newer Kafka wrote it, or it can't be written to
   */
  static Path prepare(Path directory, String clusterId, int nodeId, String controllerListener) {
    Path logs = directory.resolve("logs");
    Path note = directory.resolve("kafka-version");
    try {
      requireNotNewer(directory, note);
      // The last file that formatting writes: without it, an earlier attempt was interrupted.
      if (!Files.exists(logs.resolve("meta.properties"))) {
        Files.createDirectories(logs);
        format(logs, clusterId, nodeId, controllerListener);
      }
      Files.writeString(note, AppInfoParser.getVersion() + "\n");
      return logs;
    } catch (IOException e) {
      throw new SandboxException(
          "Can't write to the directory %s (%s): choose another one, or allow it"
              .formatted(directory, e),
          e);
    }
  }

  private static void requireNotNewer(Path directory, Path note) throws IOException {
    if (!Files.exists(note)) {
      return;
    }
    String found = Files.readString(note).strip();
    String own = AppInfoParser.getVersion();
    if (Version.parse(found).compareTo(Version.parse(own)) > 0) {
      throw new SandboxException(
          "The directory %s was written by Kafka %s, and this is Kafka %s: choose another one"
              .formatted(directory, found, own));
    }
  }

  private static void format(Path logs, String clusterId, int nodeId, String controllerListener)
      throws IOException {
    Formatter formatter = new Formatter()
        .setPrintStream(silent())
        .setNodeId(nodeId)
        .setClusterId(clusterId)
        .addDirectory(logs.toString())
        .setMetadataLogDirectory(logs.toString())
        .setControllerListenerName(controllerListener)
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setIgnoreFormatted(true);
    try {
      formatter.run();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("Kafka can't format " + logs, e);
    }
  }

  private static PrintStream silent() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }
}
