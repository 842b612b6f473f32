package io.counterstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line without a broker: mistakes, help, exit codes. */
class UsageTest {
  private final Terminal terminal = new Terminal();

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments("", "Missing required subcommand"),
        arguments("increment --expected any", "Missing required parameter: 'NAME'"),
        arguments("increment v --expected one", "must be an integer of 64 bits, 'any' or 'absent'"),
        arguments("increment v --expected 1 --by 1.5", "'--by': must be an integer of 64 bits"),
        arguments("increment v --expected 1 --expected-version -1", "must be 0 or more, was -1"),
        arguments("increment v --expected 1 --min 2 --max 1", "min must be at most max, but 2 is"),
        arguments("decrement v --expected any --min low", "'--min': must be an integer of 64 bits"),
        arguments("increment v --expected 1 --command-id " + "x".repeat(65), "commandId must be"),
        arguments("increment " + "v".repeat(256) + " --expected 1", "counter must be 1 to 255"),
        arguments("increment \uFFFD --expected 1", "set LC_ALL=C.UTF-8"),
        arguments("watch \uFFFD", "set LC_ALL=C.UTF-8"),
        arguments("get v --timeout 10", "must be from 100ms to 24h"),
        arguments("get v --output xml", "expected one of [text, json, csv]"),
        arguments("get v --topic-prefix a/b", "topic prefix must be 1 to 200"),
        arguments("get v --bootstrap-server nowhere", "as in 127.0.0.1:9092, was 'nowhere'"),
        arguments("get v --bootstrap-server h:99999", "as in 127.0.0.1:9092, was 'h:99999'"),
        arguments("get v --command-config no-such-file", "no such file: no-such-file"),
        arguments("watch --limit 0", "--limit must be 1 or more, was 0"),
        arguments("watch --since 1h --from-beginning", "--since and --from-beginning exclude"),
        arguments("watch --since yesterday", "as in 2026-11-21T09:00:00Z, was 'yesterday'"),
        arguments(
            "watch --type applied,other", "expected one of [applied, conflict, rejected, dlq]"));
  }

  static Stream<Arguments> moreMistakes() {
    return Stream.of(
        arguments("load --rate 0", "--rate must be 1 to 100000 commands per second, was 0"),
        arguments("load --counters 0", "--counters must be 1 to 1000000, was 0"),
        arguments("load --skew -1", "--skew must be 0 to 10, was -1.0"),
        arguments("load --expected any=0", "expected must have one kind with a weight of 1"),
        arguments("load --expected none", "expected one of [any, seen, version, absent, check]"),
        arguments("list --limit 0", "--limit must be 1 or more, was 0"),
        arguments("list --table-endpoint http://dynamo_db:8000", "an alias without underscores"),
        arguments("list --table-endpoint localhost:8000", "must be http://host:port or https://"),
        arguments("list --table-endpoint http://u:pw@host", "was http://…@host"),
        arguments("inspect v --journal -1", "--journal must be 0 or more, was -1"),
        arguments("completion fish", "expected one of [bash, zsh]"),
        arguments("decrement v --expected 1 --by -1", "to add, use 'increment'"),
        arguments("delete v --expected absent", "there is nothing to delete then"),
        arguments("get v --consistent", "--consistent goes with --from-table"),
        arguments("decrement v --expected 1 --by 1.5", "'--by': must be an integer of 64 bits"),
        arguments("outcome", "Missing required parameter: 'ID'"),
        arguments("outcome " + "x".repeat(65), "commandId must be 1 to 64 characters"),
        arguments("outcome \uFFFD", "set LC_ALL=C.UTF-8"),
        arguments("outcome i --counter \uFFFD", "set LC_ALL=C.UTF-8"),
        arguments("outcome i --since 1h --from-beginning", "--since and --from-beginning exclude"),
        arguments("list --after \uFFFD", "set LC_ALL=C.UTF-8"),
        arguments("dlq", "Missing required subcommand"),
        arguments("dlq redrive", "name a FILE of corrected commands, or dead letters with --place"),
        arguments("dlq redrive no-such-file", "no such file: no-such-file"),
        arguments("dlq redrive --place 2", "must be PARTITION/OFFSET"),
        arguments("publish --resume", "name one with --state"),
        arguments("publish pom.xml --resume --restart", "mutually exclusive"),
        arguments("publish pom.xml --no-state --state s", "exclude each other"),
        arguments("publish pom.xml --state pom.xml", "--state must be a file of its own, was the"),
        arguments("publish /dev/null --resume", "/dev/null, a stream, needs a file that stores"),
        arguments("publish no-such-file", "no such file: no-such-file"),
        arguments("publish .", "must be a file, but . is a folder"));
  }

  @ParameterizedTest
  @MethodSource({"mistakes", "moreMistakes"})
  void tellsAMistakeOnStandardErrorAndExitsWith2(String arguments, String message) {
    int exitCode = terminal.run(arguments.isEmpty() ? new String[0] : arguments.split(" "));
    assertThat(terminal.err()).startsWith("counterstream: ").contains(message);
    assertThat(terminal.err()).doesNotContain("\tat ");
    assertThat(terminal.out()).isEmpty();
    assertThat(exitCode).isEqualTo(2);
  }

  static Stream<Arguments> misspellings() {
    return Stream.of(
        arguments("incremnt v --expected any", "increment"),
        arguments("dlq lst", "list"),
        arguments("increment v --expeced any", "--expected"),
        arguments("increment --expeced any v", "--expected"),
        arguments("increment v --expected any --tmeout 3s", "--timeout"),
        arguments("increment v -expected any", "--expected"),
        arguments("increment v 5", "--by 5"),
        arguments("increment v 5 --expected any", "--by 5"),
        arguments("increment v -5 --expected any", "--by -5"),
        arguments("decrement v 5 --expected any", "--by 5"),
        arguments("increment v any", "--expected any"),
        arguments("increment v --expected anny", "--expected any"),
        arguments("increment v --expected ABSENT", "--expected absent"),
        arguments("get v --output JSON", "--output json"),
        arguments("get v --output jsn", "--output json"),
        arguments("watch --type applied,conflicts", "--type conflict"),
        arguments("watch --show tmie", "--show time"),
        arguments("load 500", "--rate 500"),
        arguments("load --expected anny=4", "--expected any"),
        arguments("list page-", "--prefix page-"),
        arguments("list it's", "--prefix 'it'\\''s'"),
        arguments("topics staging", "--topic-prefix staging"),
        arguments("inspect v 5", "--journal 5"),
        arguments("publish --format CSV pom.xml", "--format csv"),
        arguments("completion bsh", "bash"));
  }

  @ParameterizedTest
  @MethodSource("misspellings")
  void namesWhatWasMeant(String arguments, String meant) {
    assertThat(terminal.run(arguments.split(" "))).isEqualTo(2);
    assertThat(terminal.err()).contains("Did you mean '" + meant + "'?").hasLineCount(1);
  }

  @Test
  void saysNotThatAnOptionIsMissingWhichIsMisspelt() {
    terminal.run("increment", "v", "--expeced", "any");
    assertThat(terminal.err())
        .isEqualToIgnoringNewLines(
            "counterstream: Unknown options: '--expeced', 'any'. Did you mean"
                + " '--expected'? Try 'counterstream increment --help'.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "increment v --set kafka.sasl.jaas.config=M required password=\"c4nary\";",
        "increment v --expected any --password c4nary",
        "list kafka.ssl.key.password=c4nary",
        "list --client-secret=c4nary"
      })
  void repeatsNoPassword(String arguments) {
    assertThat(terminal.run(arguments.split(" "))).isEqualTo(2);
    assertThat(terminal.err()).contains("…").doesNotContain("c4nary");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frobnicate",
        "get v --frobnicate",
        "get v --output xml",
        "get v w",
        "list --frobnicate",
        "topics --frobnicate"
      })
  void guessesNothingThatDoesNotResembleIt(String arguments) {
    assertThat(terminal.run(arguments.split(" "))).isEqualTo(2);
    assertThat(terminal.err()).doesNotContain("Did you mean");
  }

  @Test
  void explainsTheChoicesWhenNothingIsExpected() {
    assertThat(terminal.run("increment", "views")).isEqualTo(2);
    assertThat(terminal.err())
        .contains("--expected is missing", "--expected 41", "--expected any", "--expected absent")
        .contains("Try 'counterstream increment --help'.");
  }

  @Test
  void tellsThatNoBrokerListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String server = "127.0.0.1:" + port;
    int exitCode = terminal.run(
        "increment",
        "--bootstrap-server",
        server,
        "--by",
        "-1",
        "--expected",
        "-4",
        "--",
        "-views");
    assertThat(terminal.err())
        .startsWith("counterstream: no Kafka broker at " + server)
        .contains("is it running?", "./counterstream sandbox")
        .hasLineCount(1);
    assertThat(exitCode).isEqualTo(1);
  }

  @Test
  void tellsThatSomethingElseListens() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String server = "127.0.0.1:" + silent.getLocalPort();
      assertThat(terminal.run("get", "v", "--bootstrap-server", server, "--timeout", "300ms"))
          .isEqualTo(1);
      assertThat(terminal.err())
          .startsWith("counterstream: no answer from " + server + " within 300ms")
          .hasLineCount(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "increment v --expected any",
        "get v",
        "outcome id",
        "watch",
        "publish pom.xml",
        "load",
        "topics",
        "dlq list",
        "dlq redrive --place 0/0"
      })
  void namesTheAddressThatABrokerAdvertisesAndThatCannotBeReached(String command)
      throws IOException {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        StubBroker broker = new StubBroker("localhost", closed.getLocalPort())) {
      closed.close();
      String all = command + " --timeout 1s --bootstrap-server " + broker.address();
      assertThat(terminal.run(all.split(" "))).isEqualTo(1);
      assertThat(terminal.err())
          .contains("broker 7 advertises itself as localhost:" + closed.getLocalPort())
          .contains("can't be reached from here", "advertised.listeners")
          .hasLineCount(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "increment",
        "decrement",
        "delete",
        "get",
        "outcome",
        "watch",
        "publish",
        "load",
        "topics",
        "dlq list",
        "dlq redrive"
      })
  void documentsOptionsAndExitCodes(String command) {
    assertThat(terminal.run((command + " --help").split(" "))).isZero();
    assertThat(terminal.out())
        .startsWith("Usage: counterstream " + command)
        .contains("--bootstrap-server=HOST:PORT", "COUNTERSTREAM_BOOTSTRAP_SERVERS")
        .contains("--command-config=FILE", "--topic-prefix=PREFIX", "--output=text|json")
        .contains("--timeout=TIME", "Exit codes:", "wrong usage");
    assertThat(terminal.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(terminal.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "inspect"})
  void documentsOptionsOfTheTable(String command) {
    assertThat(terminal.run(command, "--help")).isZero();
    assertThat(terminal.out())
        .startsWith("Usage: counterstream " + command)
        .contains("--table-name=NAME", "COUNTERSTREAM_TABLE_ENDPOINT", "--table-region=REGION")
        .contains("--command-config=FILE", "--output=text|json", "Exit codes:", "wrong usage");
    assertThat(terminal.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void showsTheCommandsAndTheVersion() {
    assertThat(terminal.run("--help")).isZero();
    assertThat(terminal.out())
        .contains(
            "increment",
            "decrement",
            "delete",
            "get",
            "outcome",
            "watch",
            "publish",
            "load",
            "list")
        .contains("inspect", "topics", "dlq");
    assertThat(terminal.run("--version")).isZero();
    assertThat(terminal.out()).containsPattern("counterstream \\d+\\.\\d+");
  }
}
