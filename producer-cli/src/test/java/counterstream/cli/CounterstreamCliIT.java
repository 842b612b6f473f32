package counterstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import counterstream.contract.Topics;
import counterstream.sandbox.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command from its arguments to its exit code, on a real broker. */
class CounterstreamCliIT {
  private static Topics topics;
  private static StandInProcessor processor;

  private final Terminal terminal = new Terminal();

  @TempDir
  private Path folder;

  @BeforeAll
  static void start() throws ExecutionException, InterruptedException {
    String servers = Servers.shared().bootstrapServers();
    topics = TestTopics.create(servers, "cli-it");
    processor = new StandInProcessor(servers, topics);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    processor.stop();
  }

  @Test
  void incrementTellsTheOutcomeInTextAndExitCode() {
    assertThat(run("increment", "views", "--expected", "0", "--by", "41")).isZero();
    assertThat(run("increment", "views", "--expected", "any")).isZero();
    assertThat(run("increment", "views", "--expected", "absent")).isEqualTo(3);
    assertThat(run("increment", "views", "--expected", "42", "--expected-version", "1"))
        .isEqualTo(3);
    assertThat(run("increment", "views", "--expected", "42", "--by", "-2")).isZero();
    assertThat(run("increment", "views", "--expected", "any", "--by", "" + Long.MAX_VALUE))
        .isEqualTo(4);
    assertThat(terminal.out()).hasToString("""
        applied   views  0 -> 41  (version 1)
        applied   views  41 -> 42  (version 2)
        conflict  views  expected absent, is 42  (version 2): nothing changed
        conflict  views  expected 42 at version 1, is 42  (version 2): nothing changed
        applied   views  42 -> 40  (version 3)
        rejected  views  overflow: too much; it is 40  (version 3)
        """);
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void incrementPrintsTheRecordAsJson() {
    run("increment", "json", "--expected", "any", "--command-id", "j-1", "--output", "json");
    assertThat(terminal.out())
        .startsWith("{\"type\":\"applied\",\"commandId\":\"j-1\",\"counter\":\"json\",")
        .hasLineCount(1);
  }

  @Test
  void incrementExitsWith5WhenNobodyAnswers() {
    assertThat(run("increment", "silent", "--expected", "any", "--timeout", "1s"))
        .isEqualTo(5);
    assertThat(terminal.err()).contains("may still be decided").hasLineCount(1);
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void getAnswersWhetherTheCounterExistsOrNot() {
    run("increment", "known", "--expected", "absent", "--by", "7");
    assertThat(run("get", "known")).isZero();
    assertThat(run("get", "unknown")).isZero();
    assertThat(terminal.out().lines().skip(1))
        .containsExactly("known  7  (version 1)", "unknown  does not exist");
  }

  @Test
  void publishSendsTheGoodLinesAndNamesTheBad() throws IOException {
    List<String> lines = new ArrayList<>(IntStream.range(0, 200)
        .mapToObj(id -> "{\"commandId\":\"b-" + id + "\",\"counter\":\"batch-" + id % 5
            + "\",\"delta\":1,\"expected\":" + id / 5 + "}")
        .toList());
    lines.add(100, "{\"commandId\":\"bad\",\"counter\":\"batch-0\",\"delta\":1,\"expcted\":1}");
    lines.add(50, "");
    Path file = Files.write(folder.resolve("commands.jsonl"), lines);
    assertThat(run("publish", file.toString())).isEqualTo(1);
    assertThat(terminal.out()).isEqualToIgnoringNewLines("sent 200, refused 1");
    assertThat(terminal.err()).startsWith("line 102: ").contains("expcted").hasLineCount(1);
    assertThat(run("get", "batch-0")).isZero();
    assertThat(terminal.out()).contains("batch-0  40  (version 40)");
  }

  @Test
  void publishDoesNotMakeTheTopic() throws IOException {
    Path file = Files.writeString(
        folder.resolve("one.jsonl"),
        "{\"commandId\":\"a\",\"counter\":\"c\",\"delta\":1,\"expected\":\"any\"}");
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThat(terminal.run(
              "publish",
              file.toString(),
              "--topic-prefix",
              "none",
              "--bootstrap-server",
              Servers.shared().bootstrapServers()))
          .isEqualTo(1);
    }
    assertThat(terminal.err().lines()).hasSize(2).allMatch(line -> line.contains("no topic none-"));
  }

  @Test
  void watchShowsTheChosenCountersFromTheBeginningInOrder() {
    for (int expected = 0; expected < 3; expected++) {
      run("increment", "watched", "--expected", "" + expected, "--command-id", "w-" + expected);
    }
    Terminal watch = new Terminal();
    assertThat(
            run(watch, "watch", "watched", "--from-beginning", "--output", "json", "--limit", "6"))
        .isZero();
    assertThat(watch.out().lines().filter(line -> line.contains("\"commandId\":\"w-")))
        .hasSize(3)
        .zipSatisfy(
            List.of("\"value\":1,", "\"value\":2,", "\"value\":3,"),
            (line, value) -> assertThat(line).contains(value));
    assertThat(watch.err()).contains("which is no outcome");
  }

  @Test
  void watchStartsNow() {
    run("increment", "live", "--expected", "any");
    Terminal watch = new Terminal();
    CompletableFuture<Integer> watching =
        CompletableFuture.supplyAsync(() -> run(watch, "watch", "live", "--limit", "2"));
    await().until(() -> watch.err().contains("Watching live from now on"));
    run("increment", "live", "--expected", "1");
    assertThat(watching.join()).isZero();
    assertThat(watch.out())
        .contains("applied   live  1 -> 2  (version 2)")
        .doesNotContain("0 -> 1 ");
  }

  private int run(String... arguments) {
    return run(terminal, arguments);
  }

  private static int run(Terminal terminal, String... arguments) {
    return terminal.run(Stream.concat(
            Stream.of(arguments),
            Stream.of(
                "--topic-prefix",
                topics.prefix(),
                "--bootstrap-server",
                Servers.shared().bootstrapServers()))
        .toArray(String[]::new));
  }
}
