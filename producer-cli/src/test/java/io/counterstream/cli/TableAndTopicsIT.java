package io.counterstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.Topics;
import io.counterstream.testkit.client.KafkaClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code list}, {@code inspect} and {@code topics}. */
class TableAndTopicsIT {
  private final Cli cli = Cli.shared();
  private final Terminal terminal = new Terminal();

  @Test
  void listsCountersPageByPage() {
    for (String counter : List.of("page-a", "page-b", "page-c")) {
      run("increment", counter, "--expected", "any", "--by", "" + counter.length());
    }
    Terminal all = new Terminal();
    assertThat(cli.run(all, "list", "--prefix", "page-")).isZero();
    List<String> lines = all.out().lines().toList();
    assertThat(lines).hasSize(4).first().asString().startsWith("COUNTER  VALUE  VERSION  UPDATED");
    assertThat(lines).anyMatch(line -> line.startsWith("page-b       6        1  20"));
    assertThat(all.err()).isEmpty();

    Terminal first = new Terminal();
    cli.run(first, "list", "--prefix", "page-", "--limit", "2", "--output", "json");
    String last = lines.get(2).substring(0, "page-a".length());
    assertThat(first.out()).hasLineCount(2);
    String[] pasted =
        first.err().strip().replaceFirst(".*: \\./counterstream ", "").split(" ");
    assertThat(pasted).startsWith("list", "--after=" + last).endsWith("--output", "json");
    Terminal next = new Terminal();
    assertThat(next.run(pasted)).isZero();
    assertThat(next.out()).startsWith("{\"counter\":\"page-").hasLineCount(1);
    Terminal second = new Terminal();
    cli.run(second, "list", "--prefix", "page-", "--after", last, "--all", "--output", "json");
    assertThat(second.out())
        .startsWith("{\"counter\":\"page-")
        .contains("\"value\":6,\"version\":1,\"updatedAt\":\"20")
        .hasLineCount(1);
  }

  @Test
  void doesNotListCountersThatWereOnlyRead() {
    assertThat(run("get", "asked-only")).isZero();
    assertThat(run("increment", "asked-in-vain", "--expected", "7")).isEqualTo(3);
    assertThat(run("increment", "asked-really", "--expected", "absent")).isZero();
    Terminal list = new Terminal();
    assertThat(cli.run(list, "list", "--prefix", "asked-", "--output", "json")).isZero();
    assertThat(list.out()).startsWith("{\"counter\":\"asked-really\"").hasLineCount(1);
  }

  @Test
  void deletesACounterAndListsItIfAsked() {
    run("increment", "gone", "--expected", "absent", "--by", "5");
    assertThat(run("delete", "gone", "--expected", "4")).isEqualTo(3);
    assertThat(run("delete", "gone", "--expected", "5")).isZero();
    assertThat(run("delete", "gone", "--expected", "any")).isZero();
    assertThat(run("get", "gone")).isZero();
    assertThat(run("get", "gone", "--from-table", "--consistent")).isZero();
    assertThat(run("list", "--prefix", "gone")).isZero();
    assertThat(terminal.out()).isEqualTo("""
            applied   gone  0 -> 5  (version 1)
            conflict  gone  expected 4, is 5  (version 1): nothing changed
            applied   gone  5 -> deleted  (version 2)
            applied   gone  0 -> deleted  (version 2)
            gone  does not exist
            gone  does not exist  in the table, strongly consistent
            """);
    Terminal json = new Terminal();
    cli.run(json, "list", "--prefix", "gone", "--deleted", "--output", "json");
    cli.run(json, "get", "gone", "--from-table", "--output", "json");
    cli.run(json, "get", "never-was", "--from-table", "--output", "json");
    assertThat(json.out().lines())
        .satisfiesExactly(
            listed -> assertThat(listed)
                .startsWith("{\"counter\":\"gone\",\"value\":0,\"version\":2,\"deleted\":true,"),
            read -> assertThat(read)
                .startsWith("{\"counter\":\"gone\",\"value\":0,\"version\":2,\"deleted\":true,")
                .endsWith("\"consistent\":false}"),
            none -> assertThat(none)
                .isEqualTo("{\"counter\":\"never-was\",\"value\":0,\"version\":0,"
                    + "\"consistent\":false}"));
    Terminal inspected = new Terminal();
    assertThat(cli.run(inspected, "inspect", "gone")).isZero();
    assertThat(inspected.out()).contains("value    0 (deleted)\nversion  2\n");
  }

  @Test
  void inspectsAnItemWithItsJournal() {
    run("increment", "inspected", "--expected", "any", "--by", "40");
    run("increment", "inspected", "--expected", "any", "--by", "2");
    assertThat(run("inspect", "inspected")).isZero();
    assertThat(terminal.out())
        .containsPattern("counter  inspected\nvalue    42\nversion  2\nupdated  20\\S+Z\n")
        .containsPattern("Decided up to offset \\d+ of partition \\d \\(topic id \\S+\\)\n")
        .containsPattern("Journal: \\d+ commands\n")
        .containsPattern("\n +\\d+ +40 +1\n");
    Terminal json = new Terminal();
    assertThat(cli.run(json, "inspect", "inspected", "--output", "json")).isZero();
    assertThat(json.out())
        .startsWith("{\"counter\":\"inspected\",\"value\":42,\"version\":2,\"updatedAt\":\"")
        .contains("\"logs\":[{\"topicId\":\"", "\"value\":40,\"version\":1}]");
  }

  @Test
  void inspectReportsAMissingCounter() {
    assertThat(run("inspect", "nothing")).isZero();
    assertThat(terminal.out()).startsWith("nothing  does not exist in the table ");
  }

  @Test
  void namesTheTableThatIsMissing() {
    assertThat(Cli.missing("no-such-table").run(terminal, "list")).isEqualTo(1);
    assertThat(Cli.missing("no-such-table").run(terminal, "inspect", "c")).isEqualTo(1);
    assertThat(terminal.err().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("counterstream: table no-such-table does not exist at"));
  }

  @Test
  void showsTheFiveTopics() {
    assertThat(run("topics")).isZero();
    assertThat(terminal.out())
        .startsWith("TOPIC ")
        .containsPattern(cli.deployment().name() + "-commands +4 +1  commands\n")
        .hasLineCount(6);
  }

  @Test
  void showsWhatIsMissingAndWhatDiffers() {
    Topics uneven = new Topics("uneven");
    try (KafkaClient kafka = Cli.missing("uneven").deployment().kafka()) {
      kafka.createTopic(uneven.commands(), 2, Map.of());
      kafka.createTopic(uneven.applied(), 2, Map.of());
      kafka.createTopic(uneven.conflicts(), 1, Map.of());
    }
    assertThat(Cli.missing("uneven").run(terminal, "topics")).isEqualTo(1);
    assertThat(terminal.out())
        .containsPattern("uneven-conflicts +1 +1  conflicts \\(must have 2 partitions, as all five")
        .containsPattern("uneven-rejected +missing +rejections\n");
    assertThat(terminal.err()).contains("2 of 5 topics missing", "--provision-only");
  }

  private int run(String... arguments) {
    return cli.run(terminal, arguments);
  }
}
