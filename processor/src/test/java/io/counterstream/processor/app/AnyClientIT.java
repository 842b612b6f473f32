package io.counterstream.processor.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.counterstream.audit.AuditReport;
import io.counterstream.audit.Counts;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.audit.DeploymentAudit;
import io.counterstream.testkit.client.KafkaClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 2,000 commands and 50 bad records from clients that share no code with this project. */
class AnyClientIT {
  private static final String KEY_END = "\t";

  @TempDir
  private Path directory;

  @Test
  void everyRecordOfAPlainJavaClientHasOneOutcome() {
    Deployment deployment = TestProcessors.deploy(4);
    try (CounterProcessor processor = TestProcessors.start(deployment);
        KafkaClient kafka = deployment.kafka()) {
      List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
      for (ForeignRecords.Line line : ForeignRecords.all()) {
        records.add(new ProducerRecord<>(
            deployment.topics().commands(), bytes(line.key()), bytes(line.value())));
      }
      kafka.publish(records);
      check(deployment, kafka);
    }
  }

  @Test
  void everyRecordOfKcatHasOneOutcome() throws IOException, InterruptedException {
    assumeThat(kcatIsThere()).as("kcat is on the PATH").isTrue();
    Deployment deployment = TestProcessors.deploy(4);
    try (CounterProcessor processor = TestProcessors.start(deployment);
        KafkaClient kafka = deployment.kafka()) {
      StringBuilder lines = new StringBuilder();
      for (ForeignRecords.Line line : ForeignRecords.all()) {
        lines.append(line.key()).append(KEY_END).append(line.value()).append('\n');
      }
      Path input = Files.writeString(directory.resolve("records"), lines);
      // -Z makes an empty key or value a null one.
      assertThat(run(
              input,
              "kcat",
              "-b",
              deployment.servers().bootstrapServers(),
              "-P",
              "-Z",
              "-K",
              KEY_END,
              "-X",
              "message.max.bytes=4000000",
              "-t",
              deployment.topics().commands()))
          .isZero();
      check(deployment, kafka);
    }
  }

  private static void check(Deployment deployment, KafkaClient kafka) {
    List<String> results = deployment.resultTopics();
    kafka.awaitRecords(results, ForeignRecords.all().size());
    AuditReport report = DeploymentAudit.judge(deployment);
    assertThat(report.findings()).isEmpty();
    Counts counts = report.counts();
    assertThat(counts.commands()).isEqualTo(2050);
    assertThat(counts.deadLetters()).isEqualTo(ForeignRecords.DEAD_LETTERS);
    assertThat(counts.invalid()).isEqualTo(ForeignRecords.INVALID);
    assertThat(counts.wrongKeys()).isEqualTo(ForeignRecords.WRONG_KEY);
    assertThat(counts.applied()).isPositive();
    assertThat(counts.conflicts()).isPositive();
    assertThat(counts.overflows()).isPositive();
  }

  private static boolean kcatIsThere() throws InterruptedException {
    try {
      return new ProcessBuilder("kcat", "-V")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  private static int run(Path input, String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectInput(input.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .start()
        .waitFor();
  }

  /** As kcat -Z does: nothing is null. */
  private static byte[] bytes(String text) {
    return text.isEmpty() ? null : text.getBytes(UTF_8);
  }
}
