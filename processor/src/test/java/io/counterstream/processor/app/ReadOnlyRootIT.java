package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.process.ChildJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The root file system is read-only, as in a hardened container. */
class ReadOnlyRootIT {
  /** Where a file system of temporary files is mounted. */
  private static final String MOUNTED = "/mnt";

  /** Where another one is mounted, which holds no programs: Docker's {@code --tmpfs}. */
  private static final String NO_EXEC = "/media";

  /** A folder of the root file system. */
  private static final String READ_ONLY = "/usr";

  private static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");

  private final Deployment deployment = TestProcessors.deploy(1);

  /** Runs a command, whose words follow, behind mounts that only it sees. */
  private static List<String> readOnly() {
    String script =
        "mount -t tmpfs tmpfs %s && mount -t tmpfs -o noexec tmpfs %s".formatted(MOUNTED, NO_EXEC)
            + " && mount -o remount,bind,ro / || exit 98; "
            + "if touch %s/written 2>/dev/null; then exit 99; fi; exec \"$@\"".formatted(READ_ONLY);
    return List.of(
        "unshare",
        "--map-root-user",
        "--mount",
        "--propagation",
        "private",
        "sh",
        "-c",
        script,
        "sh");
  }

  @BeforeAll
  static void requireMounts() throws Exception {
    List<String> command = new ArrayList<>(readOnly());
    command.add("true");
    // Some kernels and containers forbid it.
    assumeThat(new ProcessBuilder(command).start().waitFor())
        .as("mounts in a namespace of its own")
        .isZero();
  }

  @Test
  void withAFolderOfTemporaryFilesItReadsEveryCodec() throws Exception {
    try (KafkaClient kafka = deployment.kafka();
        ChildJvm processor = start(MOUNTED)) {
      CODECS.forEach(this::send);
      assertThat(kafka.awaitRecords(List.of(deployment.topics().applied()), CODECS.size()))
          .isEqualTo(CODECS.size());
      processor.terminate();
      assertThat(processor.awaitExit()).as(processor.output()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {READ_ONLY, NO_EXEC})
  void withoutOneItDoesNotStart(String unsuitable) throws Exception {
    try (ChildJvm processor = start(unsuitable)) {
      assertThat(processor.awaitExit()).isEqualTo(1);
      assertThat(processor.output())
          .contains(
              "Snappy can't be loaded",
              "Zstd can't be loaded",
              "the folder of temporary files, " + unsuitable
                  + ", must be writable, and not mounted with noexec")
          .doesNotContain("\tat ");
    }
  }

  private ChildJvm start(String temporaryFiles) {
    return deployment
        .process(Deployment.PROCESSOR)
        .under(readOnly().toArray(String[]::new))
        .options("-Djava.io.tmpdir=" + temporaryFiles)
        .start(Deployment.arguments(deployment.settings(Map.of())));
  }

  private void send(String codec) {
    Map<String, Object> settings = Map.of(
        "bootstrap.servers", deployment.servers().bootstrapServers(), "compression.type", codec);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(deployment.command(codec, codec, "\"delta\":1,\"expected\":\"absent\""));
    }
  }
}
