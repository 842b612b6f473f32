package io.counterstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.wait.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dlq list}, {@code dlq redrive} and {@code watch --type dlq}. */
class DeadLettersIT {
  private final Cli cli = Cli.shared();
  private final Terminal terminal = new Terminal();

  @TempDir
  private Path folder;

  @Test
  void listsReasonPlaceTimeAndBytesOfEach() {
    deadLetter("listed", "{\"counter\":\"listed\",\"delta\":1,\"expected\":\"any\"}");
    run("dlq", "list");
    assertThat(terminal.out())
        .containsPattern(
            "\\d/\\d+  20\\S+Z  commandId is required: a string of 1 to 64 characters\n"
                + "  record     \\S+-commands partition \\d offset \\d+\n"
                + "  counter    listed\n"
                + "  key        listed\n"
                + "  value      \\{\"counter\":\"listed\",\"delta\":1,\"expected\":\"any\"}\n");
    assertThat(json("listed"))
        .startsWith("{\"type\":\"dlq\",\"deadLetter\":\"")
        .contains(
            "\"command\":{\"counter\":\"listed\",\"delta\":1,\"expected\":\"any\"},\"source\":{")
        .containsPattern(
            "\"record\":\\{\"topic\":\"\\S+-commands-dlq\",\"partition\":\\d,\"offset\":\\d+}}$");
    run("watch", "listed", "--type", "dlq", "--from-beginning", "--until-now", "--show", "time");
    assertThat(terminal.out())
        .containsPattern("^20\\S+Z  dlq       listed  commandId is required: [^\n]*\n$");
  }

  @Test
  void showsBytesThatAreNoTextInHexAndHidesWhatWouldDisturbTheTerminal() {
    byte[] bytes = "raw".getBytes(UTF_8);
    publish(bytes, new byte[] {(byte) 0xff, 0x00, 0x1b});
    publish(bytes, "\u001b[31m\u202e".getBytes(UTF_8));
    publish(bytes, null);
    awaitDeadLetters("raw", 3);
    run("dlq", "list");
    assertThat(terminal.out())
        .contains(
            "  value      0xff001b\n", "  value      \\u001B[31m\\u202E\n", "  value      none\n");
    run("dlq", "list", "--output", "json");
    assertThat(terminal.out()).contains("\"valueBase64\":\"/wAb\"", "\"value\":null");
  }

  @Test
  void sendsCorrectedOnesOnceWithTheirOtherHeadersAndWithOneThatNamesThePlace() throws IOException {
    ProducerRecord<byte[], byte[]> record =
        record("fixed", "{\"counter\":\"fixed\",\"delta\":\"1\"}");
    record.headers().add("traceparent", "t-1".getBytes(UTF_8));
    publish(record);
    String line = json("fixed");
    Path file = Files.writeString(
        folder.resolve("corrected.jsonl"),
        line.replace("\"delta\":\"1\"}", "\"delta\":1,\"expected\":\"absent\"}") + "\n");
    assertThat(run("dlq", "redrive", file.toString())).as(terminal.err()).isZero();
    assertThat(terminal.out())
        .contains("sent    ", "  fixed  command ", "sent 1, sent before 0, refused 0")
        .hasLineCount(2);
    Matcher advice = Pattern.compile("Their outcomes: \\./counterstream outcome .* -- (\\S+)")
        .matcher(terminal.err());
    assertThat(advice.find()).isTrue();
    Waiting.await().until(() -> run("outcome", advice.group(1)) == 0);
    assertThat(terminal.out()).contains("applied   fixed  0 -> 1  (version 1)");

    assertThat(run("dlq", "redrive", file.toString())).isZero();
    assertThat(terminal.out())
        .contains("before  ", "-commands partition ", "sent 0, sent before 1, refused 0");
    assertThat(headersOf("fixed", cli.deployment().topics().applied()))
        .containsEntry("traceparent", "t-1")
        .hasEntrySatisfying(
            "counterstream_dead_letter",
            place ->
                assertThat(place).matches(cli.deployment().topics().deadLetters() + "/\\d/\\d+"))
        .doesNotContainKeys("__streams.errors.message", "counterstream_topic_id");

    assertThat(run("dlq", "redrive", file.toString(), "--again")).isZero();
    assertThat(terminal.out()).contains("sent 1, sent before 0, refused 0");
  }

  /** Brokers name no offset behind the start of an open transaction, even of another program. */
  @Test
  void sendsNoneTwiceWhileAnotherTransactionIsOpen() {
    deadLetter("open", "{\"counter\":\"open\",\"delta\":1,\"expected\":\"any\"}");
    String place = placeIn(json("open"));
    String commands = cli.deployment().topics().commands();
    try (UnfinishedTransaction open = UnfinishedTransaction.begin(cli.deployment(), commands)) {
      assertThat(run("dlq", "redrive", "--again", "--place", place)).isZero();
      assertThat(run("dlq", "redrive", "--place", place, "--timeout", "3s")).isEqualTo(1);
      assertThat(terminal.out()).isEmpty();
      assertThat(terminal.err())
          .contains("reading " + commands + " stopped before its end", "open transaction");
    }
    assertThat(run("dlq", "redrive", "--place", place)).isZero();
    assertThat(terminal.out()).contains("sent 0, sent before 1, refused 0");
  }

  @Test
  void aLineThatIsTooLongIsRefusedAndTheOthersAreSent() throws IOException {
    deadLetter("long", "{\"counter\":\"long\",\"delta\":1,\"expected\":\"any\"}");
    String line = json("long");
    Path file = Files.write(
        folder.resolve("corrected.jsonl"),
        List.of("{\"value\":\"" + "x".repeat(70_000) + "\"}", line));
    assertThat(run("dlq", "redrive", file.toString())).isEqualTo(1);
    assertThat(terminal.err())
        .contains("line 1 must be at most 65536 bytes", "remove its fields key and value");
    assertThat(terminal.out()).contains("sent 1, sent before 0, refused 1");
  }

  @Test
  void sendsWhatOnlyLacksAnIdByItsPlace() {
    deadLetter("placed", "\uFEFF{\"counter\":\"placed\",\"delta\":2,\"expected\":\"any\"}");
    String place = placeIn(json("placed"));
    assertThat(run("dlq", "redrive", "--place", place, "--output", "json")).isZero();
    assertThat(terminal.out())
        .startsWith("{\"type\":\"sent\",\"deadLetter\":\"" + place + "\",\"commandId\":\"")
        .contains("{\"type\":\"summary\",\"sent\":1,\"sentBefore\":0,\"refused\":0}");
    Waiting.await().until(() -> {
      run("get", "placed");
      return terminal.out().contains("placed  2  (version 1)");
    });
    assertThat(run("dlq", "redrive", "--place", place)).isZero();
    assertThat(terminal.out()).contains("sent 0, sent before 1, refused 0");
  }

  @Test
  void refusesWhatIsStillWrongNamesTheLineAndSendsTheOthers() throws IOException {
    deadLetter("wrong", "{\"counter\":\"wrong\",\"delta\":1,\"expected\":\"any\"}");
    String good = json("wrong");
    Path file = Files.write(
        folder.resolve("corrected.jsonl"),
        List.of(
            good.replace("\"delta\":1,", "\"detla\":1,"),
            good.replaceAll("\"deadLetter\":\"\\d/\\d+\"", "\"deadLetter\":\"0/999999\""),
            good.replaceAll("\"topicId\":\"[^\"]*\"", "\"topicId\":\"AAAAAAAAAAAAAAAAAAAAAQ\""),
            good.replaceAll("\"command\":\\{[^}]*},", ""),
            "nonsense",
            "{\"deadLetter\":\"7\",\"command\":{}}",
            good,
            good));
    assertThat(run("dlq", "redrive", file.toString())).isEqualTo(1);
    assertThat(terminal.err())
        .contains("line 1: the command instead of dead letter ", "unknown field 'detla'")
        .contains("line 2: there is no dead letter 0/999999")
        .contains("is another one now")
        .contains("line 4: has no command", "line 5: must be one JSON object")
        .contains("line 6: deadLetter must be PARTITION/OFFSET")
        .contains("is chosen more than once");
    assertThat(terminal.out()).contains("refused 7");
  }

  private Map<String, String> headersOf(String counter, String topic) {
    try (KafkaClient kafka = cli.deployment().kafka()) {
      return kafka.read(List.of(topic)).stream()
          .filter(message -> new String(message.key(), UTF_8).equals(counter))
          .findFirst()
          .map(message -> {
            Map<String, String> headers = new HashMap<>();
            message
                .headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
            return headers;
          })
          .orElseThrow();
    }
  }

  private static String placeIn(String line) {
    return line.replaceAll(".*\"deadLetter\":\"([^\"]*)\".*", "$1");
  }

  /** Returns the line of the only dead letter of a counter, when it is there. */
  private String json(String counter) {
    awaitDeadLetters(counter, 1);
    return terminal
        .out()
        .lines()
        .filter(line -> line.contains(keyOf(counter)))
        .findFirst()
        .orElseThrow();
  }

  private void awaitDeadLetters(String counter, int count) {
    Waiting.await().until(() -> {
      run("dlq", "list", "--output", "json");
      return terminal
              .out()
              .lines()
              .filter(line -> line.contains(keyOf(counter)))
              .count()
          == count;
    });
  }

  private static String keyOf(String counter) {
    return "\"key\":\"" + counter + "\"";
  }

  private void deadLetter(String counter, String value) {
    publish(record(counter, value));
  }

  private ProducerRecord<byte[], byte[]> record(String counter, String value) {
    return new ProducerRecord<>(
        cli.deployment().topics().commands(), counter.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  private void publish(byte[] key, byte[] value) {
    publish(new ProducerRecord<>(cli.deployment().topics().commands(), key, value));
  }

  private void publish(ProducerRecord<byte[], byte[]> record) {
    try (KafkaClient kafka = cli.deployment().kafka()) {
      kafka.publish(List.of(record));
    }
  }

  private int run(String... arguments) {
    terminal.clear();
    return cli.run(terminal, arguments);
  }
}
