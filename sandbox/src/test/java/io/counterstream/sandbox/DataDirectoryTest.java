package io.counterstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may use a directory, and what becomes of it. */
final class DataDirectoryTest {
  @TempDir
  private Path root;

  @Test
  void removesATemporaryDirectoryAtClose() throws IOException {
    DataDirectory data = DataDirectory.open(Optional.empty(), "kafka");
    Files.writeString(Files.createDirectory(data.path().resolve("topic")).resolve("log"), "x");
    data.close();
    assertThat(data.path()).doesNotExist();
  }

  @Test
  void keepsADirectoryThatWasAskedFor() throws IOException {
    try (DataDirectory data = DataDirectory.open(Optional.of(root), "kafka")) {
      Files.writeString(data.path().resolve("log"), "x");
    }
    assertThat(root.resolve("kafka/log")).hasContent("x");
  }

  @Test
  void refusesADirectoryInUseUntilItIsClosed() {
    try (DataDirectory first = DataDirectory.open(Optional.of(root), "kafka")) {
      assertThatThrownBy(() -> DataDirectory.open(Optional.of(root), "kafka"))
          .isInstanceOf(SandboxException.class)
          .hasMessage(
              "The directory %s is in use: stop the sandbox that uses it, or choose another one",
              first.path());
    }
    DataDirectory.open(Optional.of(root), "kafka").close();
  }

  @Test
  void saysWhichDirectoryCannotBeWrittenTo() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "");
    assertThatThrownBy(() -> DataDirectory.open(Optional.of(file), "kafka"))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("Can't write to the directory " + file);
  }
}
