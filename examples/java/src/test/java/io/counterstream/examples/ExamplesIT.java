package io.counterstream.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.counterstream.examples.ExamplesPage.Command;
import io.counterstream.processor.app.CounterProcessor;
import io.counterstream.processor.app.TestProcessors;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.Servers;
import io.counterstream.testkit.client.KafkaClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Runs the commands of examples/README.md against real servers with the default names: each prints
 * what the page says. Where a tool is missing, its examples are skipped, but not in CI.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesIT {
  private static final int PARTITIONS = 4;

  /** Nothing listens there: it is a port of the system. */
  private static final String NO_BROKER = "127.0.0.1:1";

  /** Those whose programs begin by looking for the topics. */
  private static final List<Ecosystem> LOOKING =
      List.of(Ecosystem.NODE, Ecosystem.PYTHON, Ecosystem.SHELL);

  /** Begun early, since their clients try for seconds. */
  private final Map<Ecosystem, CompletableFuture<ShellRun>> withoutBroker =
      new EnumMap<>(Ecosystem.class);

  private final Map<Ecosystem, ShellRun> withoutTopics = new EnumMap<>(Ecosystem.class);

  @TempDir
  private Path folder;

  private Map<String, List<Command>> page;
  private Deployment deployment;
  private CounterProcessor processor;
  private KafkaClient kafka;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    page = ExamplesPage.read();
    Map<String, String> settings = Map.of("reply.topics", "examples-.*");
    deployment = new Deployment(Servers.shared(), "counter", PARTITIONS, settings);
    for (Ecosystem ecosystem : LOOKING) {
      for (Command command : page.get(ecosystem.heading())) {
        withoutTopics.put(ecosystem, run(command.line(), ecosystem));
      }
      withoutBroker.put(ecosystem, runWithoutBroker(ecosystem));
    }
    TestProcessors.provision(deployment);
    processor = TestProcessors.start(deployment);
    kafka = deployment.kafka();
    kafka.createTopic("examples-replies", 1, Map.of());
  }

  @AfterAll
  void stop() {
    kafka.close();
    processor.close();
  }

  @Test
  void thePageHasCommandsForEveryEcosystem() {
    assertThat(page.keySet())
        .containsExactlyElementsOf(
            Arrays.stream(Ecosystem.values()).map(Ecosystem::heading).toList());
  }

  @ParameterizedTest
  @EnumSource
  void everyExamplePrintsWhatThePageSays(Ecosystem ecosystem) throws Exception {
    requireTools(ecosystem);
    if (LOOKING.contains(ecosystem)) { // its libraries are about to be installed again
      withoutBroker.get(ecosystem).join();
    }
    for (Command command : page.get(ecosystem.heading())) {
      ShellRun run = run(command.line(), ecosystem);
      assertThat(run.output()).as("%s: %s", command.line(), run).isEqualTo(command.output());
      assertThat(run.exitCode()).as("%s: %s", command.line(), run).isZero();
      if (!command.output().isEmpty()) {
        assertPartition(command);
      }
    }
  }

  /** The contract's advice for JavaScript's own JSON needs a newer Node.js than the examples. */
  @Test
  void javaScriptReadsAndWritesIntegersAsTheContractSays() throws Exception {
    requireTools(Ecosystem.NODE);
    String advice = Files.readString(ExamplesPage.ROOT.resolve("docs").resolve("contract.md"));
    Matcher code = Pattern.compile("\\| JavaScript \\| `([^`]+)`.*?`(JSON.stringify[^`]+)`")
        .matcher(advice);
    assertThat(code.find()).isTrue();
    Path program = Files.writeString(
        folder.resolve("advice.mjs"), """
        const text = '{"value":9007199254740993,"list":[-9223372036854775808,"7",1.5,null,true]}'
        const read = %s
        const value = read.value
        console.log(read, %s)
        """.formatted(code.group(1), code.group(2)));
    ShellRun run = run("npx --yes --prefer-offline node@21.0.0 " + program, Ecosystem.NODE);
    assertThat(run.output())
        .as("%s", run)
        .isEqualTo("{\n  value: 9007199254740993n,\n"
            + "  list: [ -9223372036854775808n, '7', 1.5, null, true ]\n"
            + "} {\"expected\":9007199254740993}\n");
  }

  @ParameterizedTest
  @FieldSource("LOOKING")
  void anExampleThatIsRunBeforeTheProcessorSaysWhatIsMissing(Ecosystem ecosystem) throws Exception {
    requireTools(ecosystem);
    ShellRun run = withoutTopics.get(ecosystem);
    assertThat(run.exitCode()).as("%s", run).isEqualTo(1);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors())
        .contains("There is no topic counter-", ": start the processor with --provision.")
        .doesNotContain("    at ", "Traceback");
  }

  @ParameterizedTest
  @FieldSource("LOOKING")
  void anExampleThatDoesNotReachKafkaSaysSo(Ecosystem ecosystem) throws Exception {
    requireTools(ecosystem);
    ShellRun run = withoutBroker.get(ecosystem).get();
    assertThat(run.exitCode()).as("%s", run).isEqualTo(1);
    assertThat(run.output()).isEmpty();
    // The last line; the clients log each try before.
    assertThat(run.errors())
        .doesNotContain("Traceback", "Uncaught")
        .containsPattern("\\n(Can't connect to Kafka at 127|Kafka at 127|% ERROR: Failed).*\\R\\z");
  }

  /** A counter's commands are where Java's partitioner puts them, which librdkafka's does not. */
  private void assertPartition(Command command) {
    byte[] counter = command.line().replaceFirst(".*[ =]", "").getBytes(UTF_8);
    int expected = Utils.toPositive(Utils.murmur2(counter)) % PARTITIONS;
    CRC32 librdkafka = new CRC32();
    librdkafka.update(counter);
    assertThat(librdkafka.getValue() % PARTITIONS).isNotEqualTo(expected);
    assertThat(kafka.read(List.of(deployment.topics().commands())))
        .filteredOn(record -> Arrays.equals(record.key(), counter))
        .extracting(ConsumerRecord::partition)
        .isNotEmpty()
        .containsOnly(expected);
  }

  private void requireTools(Ecosystem ecosystem) throws IOException, InterruptedException {
    ShellRun found = run(ecosystem.probe(), ecosystem);
    if (System.getenv("CI") == null) {
      assumeThat(found.exitCode())
          .as("%s: %s", ecosystem.probe(), found.errors())
          .isZero();
    }
    assertThat(found.exitCode()).as("%s: %s", ecosystem.probe(), found.errors()).isZero();
  }

  private ShellRun run(String line, Ecosystem ecosystem) throws IOException, InterruptedException {
    return run(line, ecosystem, deployment.servers().bootstrapServers());
  }

  private CompletableFuture<ShellRun> runWithoutBroker(Ecosystem ecosystem) {
    List<Command> commands = page.get(ecosystem.heading());
    String program = commands.get(commands.size() - 1).line();
    return CompletableFuture.supplyAsync(() -> {
      try {
        return run(program, ecosystem, NO_BROKER);
      } catch (IOException | InterruptedException e) {
        throw new CompletionException(e);
      }
    });
  }

  private static ShellRun run(String line, Ecosystem ecosystem, String bootstrapServers)
      throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>(ecosystem.environment());
    environment.put("COUNTERSTREAM_BOOTSTRAP_SERVERS", bootstrapServers);
    return ShellRun.of(line, ExamplesPage.ROOT, environment);
  }
}
