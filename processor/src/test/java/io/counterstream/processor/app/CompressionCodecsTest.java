package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.testkit.process.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A codec that can't be loaded is found at the start, not at the first batch that needs it. */
class CompressionCodecsTest {
  @TempDir
  private Path folder;

  @Test
  void allCodecsCanBeLoaded() {
    assertThat(CompressionCodecs.faults()).isEmpty();
  }

  @Test
  void aClassThatIsMissingIsAFault() {
    assertThat(CompressionCodecs.faults(List.of("no.such.Codec")))
        .singleElement()
        .asString()
        .contains("no.such.Codec can't be loaded");
  }

  private ChildJvm start(Path temporary, String... arguments) {
    return ChildJvm.of(ProcessorMain.class.getName(), folder.resolve("output"))
        .options("-Djava.io.tmpdir=" + temporary)
        .start(List.of(arguments));
  }

  @Test
  void provisioningNeedsNoFolderOfTemporaryFiles() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    try (ChildJvm provisioner = start(
        file,
        "--provision-only",
        "--set",
        "table.endpoint=http://127.0.0.1:1",
        "--set",
        "bootstrap.servers=127.0.0.1:1",
        "--set",
        "kafka.security.protocol=SASL_PLAINTEXT")) {
      assertThat(provisioner.awaitExit()).isEqualTo(1);
      assertThat(provisioner.output()).contains("sasl.jaas.config").doesNotContain("be loaded");
    }
  }

  @Test
  void withoutAFolderOfTemporaryFilesTheProcessorDoesNotStart() throws Exception {
    // A file, since root may write to any folder.
    Path file = Files.writeString(folder.resolve("file"), "");
    try (ChildJvm processor = start(file, "--set", "bootstrap.servers=127.0.0.1:1")) {
      assertThat(processor.awaitExit()).isEqualTo(1);
      assertThat(processor.output())
          .contains("org.xerial.snappy.Snappy can't be loaded")
          .contains("com.github.luben.zstd.Zstd can't be loaded")
          .contains("the folder of temporary files, " + file + ", must be writable")
          .contains("--tmpfs " + file + ":exec", "-Djava.io.tmpdir")
          .doesNotContain("\tat ");
    }
  }
}
