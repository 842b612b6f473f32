package io.counterstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.wait.Waiting;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** {@code outcome}: what became of commands, by their ids. */
class OutcomeIT {
  private final Cli cli = Cli.shared();
  private final Terminal terminal = new Terminal();

  @Test
  void findsEachTypeWithItsTimeAndPlace() {
    run("increment", "each", "--expected", "absent", "--command-id", "o-applied");
    run("increment", "each", "--expected", "absent", "--command-id", "o-conflict");
    run(
        "increment",
        "out",
        "--expected",
        "any",
        "--by",
        "" + Long.MAX_VALUE,
        "--command-id",
        "o-r");
    assertThat(find("o-applied")).isZero();
    assertThat(terminal.out())
        .containsPattern("^20\\S+Z  o-applied  applied   each  0 -> 1  \\(version 1\\)"
            + "  \\(\\S+-applied partition \\d offset \\d+\\)\n$");
    assertThat(find("o-conflict")).isEqualTo(3);
    assertThat(find("o-r")).isEqualTo(4);
    assertThat(find("o-applied", "o-conflict", "--counter", "each")).isEqualTo(3);
    assertThat(find("o-applied", "o-conflict", "o-r")).isEqualTo(4);
    assertThat(terminal.out()).hasLineCount(3);
    assertThat(find("o-conflict", "--output", "json")).isEqualTo(3);
    assertThat(terminal.out())
        .startsWith("{\"type\":\"conflict\",\"commandId\":\"o-conflict\",\"counter\":\"each\"")
        .containsPattern(
            "\"value\":1,\"version\":1,\"timestamp\":\"20\\S+Z\",\"record\":\\{\"topic\":"
                + "\"\\S+-conflicts\",\"partition\":\\d,\"offset\":\\d+}}\n$");
  }

  @Test
  void ofACommandThatWasSentTwiceTheAppliedOneCounts() {
    run("increment", "twice", "--expected", "absent", "--command-id", "o-twice");
    run("increment", "twice", "--expected", "absent", "--command-id", "o-twice");
    assertThat(find("o-twice")).isZero();
    assertThat(terminal.out())
        .contains("applied", "rejected", "repeated: the command was sent before")
        .hasLineCount(2);
  }

  @Test
  void saysWhatItSearchedWhenThereIsNone() {
    assertThat(find("o-none", "-o-dash")).isEqualTo(2);
    increment("o-some", "any");
    assertThat(find("--", "o-none", "o-some", "-o-none")).isEqualTo(5);
    assertThat(terminal.out()).contains("o-some").hasLineCount(1);
    assertThat(terminal.err())
        .startsWith("counterstream: no outcome of o-none, -o-none found in all partitions of ")
        .contains("-applied, ", "-conflicts, ", "-rejected, ", "-commands-dlq, from commands of 20")
        .contains("--since 24h")
        .hasLineCount(1);
    assertThat(find("o-none", "--counter", "out", "--from-beginning")).isEqualTo(5);
    assertThat(terminal.err())
        .containsPattern("found in partition \\d of .* \\(that of out with Java's partitioner;")
        .contains("from the beginning up to now")
        .doesNotContain("--since");
  }

  @Test
  void searchesTheCountersPartitionOnly() {
    increment("o-elsewhere", "any");
    int found = 0;
    for (int i = 0; i < 8; i++) {
      found += find("o-elsewhere", "--counter", "other-" + i) == 0 ? 1 : 0;
    }
    assertThat(found).as("commands of another counter").isZero();
    assertThat(find("o-elsewhere", "--counter", "out")).isZero();
  }

  @Test
  void findsADeadLetterThatHasTheIdInItsValue() {
    publish("out", "{\"commandId\":\"o-broken\",\"counter\":\"out\",");
    Waiting.await().until(() -> find("o-broken") == 4);
    assertThat(terminal.out())
        .contains("  o-broken  dlq       out  ", "malformed JSON", "-commands-dlq partition")
        .hasLineCount(1);
    assertThat(find("o-broke")).isEqualTo(5);
    assertThat(find("o-broken", "--output", "json")).isEqualTo(4);
    assertThat(terminal.out())
        .startsWith("{\"type\":\"dlq\",")
        .contains("\"commandId\":\"o-broken\"");
  }

  /** The value of another command may have the id: its dead letter decides nothing. */
  @Test
  void aDeadLetterThatOnlyMentionsTheIdIsNotItsOutcome() {
    publish("out", "{\"commandId\":\"o-other\",\"replaces\":\"o-mentioned\",");
    Waiting.await().until(() -> find("o-other") == 4);
    assertThat(find("o-mentioned")).isEqualTo(5);
    assertThat(terminal.out()).contains("  o-other  dlq       ").hasLineCount(1);
    assertThat(terminal.err()).contains("which has its id in another place than commandId");
  }

  @Test
  void ofACommandThatWasConflictAndRejectedTheRejectionCounts() {
    String command = "{\"commandId\":\"o-both\",\"counter\":\"both\",\"delta\":1,\"expected\":";
    publish("both", command + "5}");
    publish("both", command + "1.5}");
    Waiting.await().until(() -> {
      find("o-both");
      return terminal.out().lines().count() == 2;
    });
    assertThat(find("o-both")).isEqualTo(4);
    assertThat(terminal.out()).contains("conflict", "rejected");
  }

  /** Behind the start of an open transaction, committed outcomes can't be read yet. */
  @Test
  void doesNotSayNoneBehindTheStartOfAnOpenTransaction() {
    String applied = cli.deployment().topics().applied();
    try (UnfinishedTransaction open = UnfinishedTransaction.begin(cli.deployment(), applied)) {
      publish("late", "{\"commandId\":\"o-late\",\"counter\":\"late\",\"delta\":1,\"expected\":0}");
      assertThat(find("o-late", "--timeout", "3s")).as(terminal.err()).isEqualTo(1);
      assertThat(terminal.err()).contains("stopped before the end", "open transaction");
    }
    Waiting.await().until(() -> find("o-late") == 0);
  }

  private void publish(String counter, String value) {
    try (KafkaClient kafka = cli.deployment().kafka()) {
      kafka.publish(List.of(new ProducerRecord<>(
          cli.deployment().topics().commands(), counter.getBytes(UTF_8), value.getBytes(UTF_8))));
    }
  }

  /** The advice after a lost answer is a command that finds it, whatever the names. */
  @Test
  void theAdviceOfACommandWithoutAnOutcomeFindsIt() {
    Cli silent = Cli.withoutProcessor();
    String id = "it's $(x)\u202e";
    assertThat(silent.run(
            terminal,
            "increment",
            "a b",
            "--expected",
            "any",
            "--command-id",
            id,
            "--timeout",
            "5s"))
        .isEqualTo(5);
    assertThat(terminal.err())
        .contains("To learn its outcome: ./counterstream outcome ")
        .contains("'--counter=a b' -- \"$(printf 'it\\047s $(x)\\342\\200\\256')\"")
        .contains("--topic-prefix=" + silent.deployment().name())
        .contains("--bootstrap-server=" + silent.deployment().servers().bootstrapServers());
  }

  private void increment(String id, String expected) {
    run("increment", "out", "--expected", expected, "--command-id", id);
  }

  private int find(String... arguments) {
    terminal.clear();
    String[] all = new String[arguments.length + 1];
    all[0] = "outcome";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return cli.run(terminal, all);
  }

  private int run(String... arguments) {
    return cli.run(terminal, arguments);
  }
}
