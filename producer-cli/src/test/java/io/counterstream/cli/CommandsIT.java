package io.counterstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.testkit.wait.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** {@code increment}, {@code get} and {@code watch} from their arguments to their exit codes. */
class CommandsIT {
  private final Cli cli = Cli.shared();
  private final Terminal terminal = new Terminal();

  @Test
  void incrementReportsTheOutcomeAsTextAndExitCode() {
    assertThat(run("increment", "views", "--expected", "0", "--by", "41")).isZero();
    assertThat(run("increment", "views", "--expected", "any")).isZero();
    assertThat(run("increment", "views", "--expected", "absent")).isEqualTo(3);
    assertThat(run("increment", "views", "--expected", "42", "--expected-version", "1"))
        .isEqualTo(3);
    assertThat(run("increment", "views", "--expected", "42", "--by", "-2")).isZero();
    assertThat(run("increment", "views", "--expected", "any", "--by", "" + Long.MAX_VALUE))
        .isEqualTo(4);
    assertThat(terminal.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("applied   views  0 -> 41  (version 1)"),
            line -> assertThat(line).isEqualTo("applied   views  41 -> 42  (version 2)"),
            line -> assertThat(line)
                .isEqualTo("conflict  views  expected absent, is 42  (version 2): nothing changed"),
            line -> assertThat(line)
                .isEqualTo("conflict  views  expected 42 at version 1, is 42  (version 2):"
                    + " nothing changed"),
            line -> assertThat(line).isEqualTo("applied   views  42 -> 40  (version 3)"),
            line -> assertThat(line)
                .startsWith("rejected  views  overflow: ")
                .endsWith("; it is 40  (version 3)"));
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void decrementSubtracts() {
    assertThat(run("decrement", "less", "--by", "3", "--expected", "absent")).isZero();
    assertThat(run("decrement", "less", "--expected", "-3")).isZero();
    assertThat(run("decrement", "less", "--expected", "any", "--min", "-4")).isEqualTo(3);
    assertThat(run("increment", "less", "--expected", "any", "--min", "-4", "--max", "-3"))
        .isZero();
    assertThat(terminal.out().lines())
        .containsExactly(
            "applied   less  0 -> -3  (version 1)",
            "applied   less  -3 -> -4  (version 2)",
            "conflict  less  expected at least -4 after -1, is -4  (version 2): nothing changed",
            "applied   less  -4 -> -3  (version 3)");
  }

  @Test
  void watchShowsIdsTimesAndPlacesWhenAsked() {
    run("increment", "shown", "--expected", "any", "--command-id", "s-1");
    Terminal watch = new Terminal();
    cli.run(watch, "watch", "shown", "--from-beginning", "--until-now", "--show", "time,id,place");
    assertThat(watch.out())
        .containsPattern("^20\\S+Z  s-1  applied   shown  0 -> 1  \\(version 1\\)"
            + "  \\(\\S+-applied partition \\d offset \\d+\\)\n$");
    watch.clear();
    cli.run(watch, "watch", "shown", "--from-beginning", "--until-now", "--show", "id");
    assertThat(watch.out()).startsWith("s-1  applied   shown  0 -> 1  (version 1)\n");
    assertThat(
            watch("shown", "--from-beginning", "--until-now", "--show", "place").out())
        .containsPattern(
            ",\"record\":\\{\"topic\":\"\\S+-applied\",\"partition\":\\d,\"offset\":\\d+}}");
  }

  @Test
  void incrementPrintsTheOutcomeAsJson() {
    run("increment", "json", "--expected", "any", "--command-id", "j-1", "--output", "json");
    assertThat(terminal.out())
        .startsWith("{\"type\":\"applied\",\"commandId\":\"j-1\",\"counter\":\"json\",")
        .hasLineCount(1);
  }

  @Test
  void incrementExitsWith5WithoutAnOutcome() {
    Cli silent = Cli.withoutProcessor();
    assertThat(silent.run(terminal, "increment", "a", "--expected", "any", "--timeout", "5s"))
        .isEqualTo(5);
    assertThat(terminal.err())
        .startsWith("counterstream: no outcome within 5s for command ")
        .contains("may still be decided", "To learn its outcome: ./counterstream outcome ")
        .contains(" --counter=a -- ")
        .hasLineCount(1);
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
  void namesTheTopicThatIsMissing() {
    for (List<String> command : List.of(
        List.of("increment", "v", "--expected", "any"), List.of("get", "v"), List.of("watch"))) {
      Terminal missing = new Terminal();
      assertThat(Cli.missing("nowhere").run(missing, command.toArray(String[]::new)))
          .isEqualTo(1);
      assertThat(missing.err())
          .contains("there is no topic nowhere-", "--provision")
          .hasLineCount(1);
    }
  }

  @Test
  void watchShowsTheChosenCountersAndTypesFromTheBeginningInOrder() {
    for (int expected = 0; expected < 3; expected++) {
      run("increment", "watched", "--expected", "" + expected, "--command-id", "w-" + expected);
    }
    run("increment", "watched", "--expected", "0", "--command-id", "w-conflict");
    Terminal all = watch("watched", "--from-beginning", "--until-now", "--type", "applied");
    assertThat(all.out().lines())
        .hasSize(3)
        .zipSatisfy(
            List.of("\"value\":1,", "\"value\":2,", "\"value\":3,"),
            (line, value) -> assertThat(line).contains(value));
    assertThat(watch("watched", "--since", "1h", "--until-now", "--type", "conflict,rejected")
            .out())
        .contains("\"commandId\":\"w-conflict\"")
        .hasLineCount(1);
  }

  @Test
  void watchStartsAtATime() {
    run("increment", "since", "--expected", "any", "--command-id", "before");
    Instant since = Instant.now();
    run("increment", "since", "--expected", "any", "--command-id", "after");
    assertThat(watch("since", "--since", since.toString(), "--until-now").out())
        .contains("\"commandId\":\"after\"")
        .hasLineCount(1);
  }

  @Test
  void watchStartsNow() {
    run("increment", "live", "--expected", "any");
    Terminal watch = new Terminal();
    CompletableFuture<Integer> watching =
        CompletableFuture.supplyAsync(() -> cli.run(watch, "watch", "live", "--limit", "1"));
    Waiting.await().until(() -> watch.err().contains("Watching live from now on"));
    run("increment", "live", "--expected", "1");
    assertThat(watching.join()).isZero();
    assertThat(watch.out())
        .contains("applied   live  1 -> 2  (version 2)")
        .doesNotContain("0 -> 1 ");
  }

  private Terminal watch(String... arguments) {
    Terminal watch = new Terminal();
    String[] all = new String[arguments.length + 3];
    all[0] = "watch";
    all[1] = "--output";
    all[2] = "json";
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    assertThat(cli.run(watch, all)).isZero();
    return watch;
  }

  private int run(String... arguments) {
    return cli.run(terminal, arguments);
  }
}
