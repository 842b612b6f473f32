package io.counterstream.processor.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.counterstream.audit.AuditReport;
import io.counterstream.audit.Counts;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.badinput.BadRecord;
import io.counterstream.contract.json.DecodedCommand;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.contract.kafka.DeadLetter;
import io.counterstream.contract.kafka.DeadLetterHeaders;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.audit.DeploymentAudit;
import io.counterstream.testkit.client.KafkaClient;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands and the table of bad records from clients that share no code with this project. */
class AnyClientIT {
  private static final char KEY_END = '\t';

  @TempDir
  private Path directory;

  @Test
  void everyRecordOfAPlainJavaClientHasOneOutcome() {
    Deployment deployment = TestProcessors.deploy(4);
    try (CounterProcessor processor = TestProcessors.start(deployment);
        KafkaClient kafka = deployment.kafka()) {
      List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
      for (ForeignRecords.Line line : ForeignRecords.with(BadRecord.all())) {
        records.add(new ProducerRecord<>(deployment.topics().commands(), line.key(), line.value()));
      }
      kafka.publish(records);
      check(deployment, kafka, BadRecord.all());
    }
  }

  @Test
  void everyRecordOfKcatHasOneOutcome() throws IOException, InterruptedException {
    assumeThat(kcatIsThere()).as("kcat is on the PATH").isTrue();
    Deployment deployment = TestProcessors.deploy(4);
    try (CounterProcessor processor = TestProcessors.start(deployment);
        KafkaClient kafka = deployment.kafka()) {
      List<BadRecord> lines = BadRecord.all().stream()
          .filter(record -> isPrintable(record.key()) && isPrintable(record.value()))
          .toList();
      Path input = directory.resolve("records");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(input))) {
        for (ForeignRecords.Line line : ForeignRecords.with(lines)) {
          write(out, line.key(), KEY_END);
          write(out, line.value(), '\n');
        }
      }
      // -Z makes an empty key or value a null one.
      assertThat(run(
              input,
              "kcat",
              "-b",
              deployment.servers().bootstrapServers(),
              "-P",
              "-Z",
              "-K",
              Character.toString(KEY_END),
              "-X",
              "message.max.bytes=4000000",
              "-t",
              deployment.topics().commands()))
          .isZero();
      check(deployment, kafka, lines);
    }
  }

  /** Whether kcat can send it: an empty one is null to kcat, and tabs and line ends separate. */
  private static boolean isPrintable(byte[] bytes) {
    return bytes == null
        || bytes.length > 0 && !new String(bytes, ISO_8859_1).matches("(?s).*[\t\n].*");
  }

  private static void write(OutputStream out, byte[] bytes, char end) throws IOException {
    out.write(bytes == null ? new byte[0] : bytes);
    out.write(end);
  }

  private static void check(Deployment deployment, KafkaClient kafka, List<BadRecord> bad) {
    int records = ForeignRecords.COMMANDS + bad.size();
    kafka.awaitRecords(deployment.resultTopics(), records);
    AuditReport report = DeploymentAudit.judge(deployment);
    assertThat(report.findings()).isEmpty();
    Counts counts = report.counts();
    assertThat(counts.commands()).isEqualTo(records);
    assertThat(counts.applied()).isPositive();
    assertThat(counts.conflicts()).isPositive();
    assertThat(counts.overflows()).isPositive();
    assertThat(kafka.read(
            List.of(deployment.topics().rejected(), deployment.topics().deadLetters())))
        .extracting(AnyClientIT::decoding)
        .filteredOn(decoding -> !isOverflow(decoding))
        .containsExactlyInAnyOrderElementsOf(
            bad.stream().map(BadRecord::decoding).toList());
  }

  private static boolean isOverflow(DecodedCommand decoding) {
    return decoding instanceof DecodedCommand.Invalid invalid
        && invalid.reason().equals(Outcome.Rejected.OVERFLOW);
  }

  /** Returns the decoding that the processor reports in a rejection or a dead letter. */
  private static DecodedCommand decoding(ConsumerRecord<byte[], byte[]> result) {
    Optional<DeadLetter> dead = DeadLetterHeaders.read(result.headers());
    if (dead.isPresent()) {
      return new DecodedCommand.Unreadable(dead.get().message());
    }
    Outcome.Rejected rejected = (Outcome.Rejected) OutcomeCodec.decode(result.value());
    return new DecodedCommand.Invalid(
        rejected.commandId(), rejected.counter(), rejected.reason(), rejected.message());
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
}
