package io.counterstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.contract.json.DecodedCommand;
import io.counterstream.testkit.client.TopicReader;
import io.counterstream.testkit.process.ChildJvm;
import io.counterstream.testkit.wait.Waiting;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A {@code publish} that is interrupted and resumed: every line is in the log once, in order. */
class ResumeIT {
  private static final int LINES = 60_000;
  private static final int COUNTERS = 7;
  private static final int KILLS = 2;

  private final Cli cli = Cli.withoutProcessor();
  private final TopicReader reader = new TopicReader(cli.deployment().servers().bootstrapServers());
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
    assertThat(terminal.out()).contains("sent 0 (after " + LINES + " of earlier runs)");
  }

  @Test
  void continuesWithLinesThatWereAdded() throws IOException {
    write(1, 100);
    assertThat(run("publish", file.toString(), "--resume")).isZero();
    write(101, 250);
    assertThat(run("publish", file.toString(), "--resume")).isZero();
    assertThat(terminal.out().lines())
        .containsExactly("sent 100, refused 0", "sent 150 (after 100 of earlier runs), refused 0");
    assertSentOnceInOrder(250);
  }

  @Test
  void refusesAnInputWithAnotherStart() throws IOException {
    write(1, 100);
    assertThat(run("publish", file.toString(), "--resume")).isZero();
    Files.writeString(file, Files.readString(file).replace("counter-1\"", "counter-2\""));
    assertThat(run("publish", file.toString(), "--resume")).isEqualTo(2);
    assertThat(terminal.err()).contains("have changed", "--restart").hasLineCount(1);
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
        .containsExactly("sent 1, refused 1", "sent 1 (after 1 of earlier runs), refused 1");
    assertThat(terminal.err()).hasLineCount(1);
    assertThat(sent()).extracting(CounterCommand::counter).containsExactlyInAnyOrder("c", "d");
  }

  @Test
  void aLastLineThatIsHalfWrittenWaits() throws IOException {
    write(1, 1);
    append("{\"commandId\":\"2\",\"counter\":\"counter-2\",\"delta\":1,");
    assertThat(run("publish", file.toString(), "--resume")).isEqualTo(1);
    append("\"expected\":\"any\"}");
    assertThat(run("publish", file.toString(), "--resume")).isEqualTo(1);
    append("\n");
    assertThat(run("publish", file.toString(), "--resume")).as(terminal.err()).isZero();
    assertThat(terminal.out().lines())
        .containsExactly(
            "sent 1, refused 0; not complete",
            "sent 0 (after 1 of earlier runs), refused 0; not complete",
            "sent 1 (after 1 of earlier runs), refused 0");
    assertThat(terminal.err().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("line 2 (byte ") && line.contains("not sent"));
    file = folder.resolve("commands.csv");
    Files.writeString(file, "counter,expected,delta\nx,any,4");
    assertThat(run("publish", file.toString())).isEqualTo(1);
    append("1");
    assertThat(run("publish", file.toString(), "--resume", "--final-line")).isZero();
    assertThat(sent())
        .filteredOn(command -> command.counter().equals("x"))
        .extracting(CounterCommand::delta)
        .containsExactly(41L);
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  /** Kills a process that has published something; returns the committed end. */
  private long killBehind(long former) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("publish", file.toString(), "--resume"));
    arguments.addAll(cli.kafkaOptions());
    try (ChildJvm process =
        ChildJvm.of(ClientMain.class.getName(), folder.resolve("output")).start(arguments)) {
      Waiting.await()
          .pollInterval(Duration.ofMillis(10))
          .until(() -> committedEnd() > former + 2000 || !process.isAlive());
      assertThat(process.isAlive()).as(process.output()).isTrue();
      process.kill();
      return committedEnd();
    }
  }

  /** Returns how many offsets the committed records and those before them take. */
  private long committedEnd() {
    return reader.committedEnds(topic()).values().stream().mapToLong(end -> end).sum();
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
            CounterCommand::counter,
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

  /** Returns the commands that the processor would read. */
  private List<CounterCommand> sent() {
    // A commit is decided before its markers are in all partitions.
    reader.awaitClosedTransactions(topic(), Waiting.LIMIT);
    return reader.read(topic()).stream()
        .map(record -> CommandCodec.decode(record.key(), record.value()))
        .map(decoded -> ((DecodedCommand.Valid) decoded).command())
        .toList();
  }

  private List<String> topic() {
    return List.of(cli.deployment().topics().commands());
  }

  private int run(String... arguments) {
    return cli.run(terminal, arguments);
  }
}
