package io.counterstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.contract.json.DecodedCommand;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A {@code publish} that is interrupted and resumed. Every line is in the log once, in order. */
class ResumeIT {
  private static final int LINES = 60_000;
  private static final int COUNTERS = 7;
  private static final int KILLS = 2;

  private final Installation installation = Installation.silent();
  private final Terminal terminal = new Terminal();

  @TempDir
  private Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("commands.jsonl");
  }

  @Test
  void nothingIsLostOrSentTwiceWhenItIsKilled() throws IOException, InterruptedException {
    write(1, LINES);
    long seen = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      seen = killBehind(seen);
    }
    assertThat(seen).isPositive().isLessThan(LINES);
    assertThat(run("publish", file.toString()))
        .as("a publish that does not say what to do about the earlier one")
        .isEqualTo(2);
    assertThat(terminal.err()).contains("--resume", "--restart");
    assertThat(run("publish", file.toString(), "--resume")).as(terminal.err()).isZero();
    assertThat(terminal.out()).contains("of earlier runs), refused 0");
    assertSentOnceInOrder(LINES);
    assertThat(run("publish", file.toString(), "--resume")).isZero();
    assertThat(terminal.out()).contains("sent 0 (behind " + LINES + " of earlier runs)");
  }

  @Test
  void goesOnWithLinesThatWereAdded() throws IOException {
    write(1, 100);
    assertThat(run("publish", file.toString(), "--resume")).isZero();
    write(101, 250);
    assertThat(run("publish", file.toString(), "--resume")).isZero();
    assertThat(terminal.out().lines())
        .containsExactly("sent 100, refused 0", "sent 150 (behind 100 of earlier runs), refused 0");
    assertSentOnceInOrder(250);
  }

  @Test
  void refusesAnInputThatBeginsInAnotherWay() throws IOException {
    write(1, 100);
    assertThat(run("publish", file.toString(), "--resume")).isZero();
    Files.writeString(file, Files.readString(file).replace("counter-1\"", "counter-2\""));
    assertThat(run("publish", file.toString(), "--resume")).isEqualTo(2);
    assertThat(terminal.err()).contains("are not the same now", "--restart").hasLineCount(1);
    assertThat(run("publish", file.toString(), "--restart")).isZero();
    assertThat(sent()).hasSize(200);
  }

  @Test
  void refusesAnotherTopic() throws IOException {
    write(1, 1);
    Files.writeString(
        folder.resolve("commands.jsonl.publish-state"),
        "publication=p\ncluster=another\ntopic=counter-commands\n");
    assertThat(run("publish", file.toString(), "--resume")).isEqualTo(2);
    assertThat(terminal.err())
        .contains("was being published to counter-commands of the cluster another, but this is ")
        .hasLineCount(1);
  }

  @Test
  void resumesStandardInputWithAStateOfItsOwn() throws IOException {
    String state = folder.resolve("state").toString();
    InputStream former = System.in;
    try {
      for (int lines : List.of(10, 25)) {
        write(lines == 10 ? 1 : 11, lines);
        System.setIn(Files.newInputStream(file));
        assertThat(run("publish", "--resume", "--state", state)).isZero();
      }
    } finally {
      System.setIn(former);
    }
    assertSentOnceInOrder(25);
    assertThat(run("publish", "--resume")).isEqualTo(2);
    assertThat(terminal.err()).contains("name one with --state");
  }

  @Test
  void remembersBesidesBadLinesAndCsv() throws IOException {
    file = folder.resolve("commands.csv");
    Files.writeString(file, "counter,delta,expected\nc,1,any\nc,one,any\n");
    assertThat(run("publish", file.toString(), "--resume")).isEqualTo(1);
    Files.writeString(file, "d,2,any\n", StandardOpenOption.APPEND);
    assertThat(run("publish", file.toString(), "--resume")).isEqualTo(1);
    assertThat(terminal.out().lines())
        .containsExactly("sent 1, refused 1", "sent 1 (behind 1 of earlier runs), refused 1");
    assertThat(terminal.err()).hasLineCount(1);
    assertThat(sent()).extracting(IncrementCommand::counter).containsExactlyInAnyOrder("c", "d");
  }

  /** Lets a process publish until it has sent something, and kills it; returns what is sent. */
  private long killBehind(long former) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        CounterstreamCli.class.getName(),
        "publish",
        file.toString(),
        "--resume"));
    command.addAll(installation.kafkaOptions());
    File output = folder.resolve("output").toFile();
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output)
        .start();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed")) {
      await()
          .pollInterval(Duration.ofMillis(10))
          .atMost(Duration.ofSeconds(60))
          .until(() -> end(consumer) > former + 2000 || !process.isAlive());
      assertThat(process.isAlive()).as(Files.readString(output.toPath())).isTrue();
      process.destroyForcibly().waitFor();
      return end(consumer);
    }
  }

  /** How many offsets the committed records and those before them take. */
  private long end(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.endOffsets(partitions()).values().stream()
        .mapToLong(end -> end)
        .sum();
  }

  private void write(int first, int last) throws IOException {
    Files.write(
        file,
        IntStream.rangeClosed(first, last)
            .mapToObj(line -> "{\"commandId\":\"" + line + "\",\"counter\":\"counter-"
                + line % COUNTERS + "\",\"delta\":1,\"expected\":\"any\"}")
            .toList(),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private void assertSentOnceInOrder(int lines) {
    Map<String, List<Integer>> ids = sent().stream()
        .collect(Collectors.groupingBy(
            IncrementCommand::counter,
            Collectors.mapping(
                command -> Integer.parseInt(command.commandId()), Collectors.toList())));
    for (int counter = 0; counter < COUNTERS; counter++) {
      int rest = counter;
      assertThat(ids.get("counter-" + counter))
          .isEqualTo(IntStream.rangeClosed(1, lines)
              .filter(line -> line % COUNTERS == rest)
              .boxed()
              .toList());
    }
  }

  /** What the processor would see. */
  private List<IncrementCommand> sent() {
    List<IncrementCommand> commands = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed")) {
      consumer.assign(partitions());
      consumer.seekToBeginning(partitions());
      Map<TopicPartition, Long> ends = uncommittedEnds();
      while (ends.keySet().stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(200))) {
          commands.add(((DecodedCommand.Valid) CommandCodec.decode(message.key(), message.value()))
              .command());
        }
      }
    }
    return commands;
  }

  // A commit is decided before its marks stand in all partitions.
  private Map<TopicPartition, Long> uncommittedEnds() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_uncommitted")) {
      return consumer.endOffsets(partitions());
    }
  }

  private List<TopicPartition> partitions() {
    return IntStream.range(0, 4)
        .mapToObj(number -> new TopicPartition(installation.name() + "-commands", number))
        .toList();
  }

  private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", installation.bootstrapServers(), "isolation.level", isolation),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private int run(String... arguments) {
    return installation.run(terminal, arguments);
  }
}
