package io.counterstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a broker's directory is formatted, left alone, or refused. */
final class StorageFormatTest {
  @TempDir
  private Path directory;

  @Test
  void formatsOnce() throws IOException {
    Path properties = prepare().resolve("meta.properties");
    String first = Files.readString(properties);
    prepare();
    assertThat(properties).hasContent(first);
  }

  @Test
  void formatsAgainWhatWasInterrupted() throws IOException {
    Path properties = prepare().resolve("meta.properties");
    Files.delete(properties);
    prepare();
    assertThat(properties).exists();
  }

  @Test
  void acceptsWhatAnOlderKafkaWrote() throws IOException {
    prepare();
    Path note = Files.writeString(directory.resolve("kafka-version"), "4.1.0\n");
    prepare();
    assertThat(note).hasContent("4.4.0");
  }

  @Test
  void refusesWhatANewerKafkaWrote() throws IOException {
    prepare();
    Files.writeString(directory.resolve("kafka-version"), "4.10.0\n");
    assertThatThrownBy(this::prepare)
        .isInstanceOf(SandboxException.class)
        .hasMessage(
            "The directory %s was written by Kafka 4.10.0, and this is Kafka 4.4.0: "
                + "choose another one",
            directory);
  }

  private Path prepare() {
    return StorageFormat.prepare(directory, "MkU3OEVBNTcwNTJENDM2Qk", 1, "CONTROLLER");
  }
}
