package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterstream.testkit.process.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program itself, without servers: what it prints, how it ends, and what it never prints. */
class ProcessorMainTest {
  private static final List<String> UNREACHABLE = List.of(
      "--set", "bootstrap.servers=127.0.0.1:1", "--set", "table.endpoint=http://127.0.0.1:1");
  private static final String CANARY = "c4nary";
  private static final int SIGTERM = 15;

  @TempDir
  private Path folder;

  private ChildJvm start(Map<String, String> environment, String... arguments) {
    return ChildJvm.of(ProcessorMain.class.getName(), folder.resolve("output"))
        .environment(environment)
        .start(List.of(arguments));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--provision"})
  void aSignalBeforeItRunsEndsItWithZero(String option) throws Exception {
    assertThat(exitCodeAfterSignal(option)).isZero();
  }

  /** A job of Kubernetes that is evicted would count as complete. */
  @Test
  void aSignalBeforeEverythingIsProvisionedIsNoSuccess() throws Exception {
    assertThat(exitCodeAfterSignal("--provision-only")).isEqualTo(128 + SIGTERM);
  }

  private int exitCodeAfterSignal(String option) throws Exception {
    List<String> arguments = new ArrayList<>(UNREACHABLE);
    if (!option.isEmpty()) {
      arguments.add(option);
    }
    try (ChildJvm processor = start(Map.of(), arguments.toArray(String[]::new))) {
      processor.awaitOutput("counterstream \\d+\\.\\d+\\.\\d+\\S*, Java ");
      processor.terminate();
      return processor.awaitExit();
    }
  }

  @Test
  void aStartThatFailsIsOneLineOfJson() throws Exception {
    try (ChildJvm processor =
        start(Map.of(), "--set", "log.format=json", "--set", "tabel.name=x")) {
      assertThat(processor.awaitExit()).isEqualTo(1);
      List<JsonNode> lines = json(processor.output());
      assertThat(lines).hasSize(2);
      assertThat(lines.get(0).get("formattedMessage").asText()).startsWith("counterstream ");
      assertThat(lines.get(1).get("level").asText()).isEqualTo("ERROR");
      assertThat(lines.get(1).get("formattedMessage").asText())
          .isEqualTo("settings are not usable:\n  tabel.name: no such setting; did you mean"
              + " table.name?");
    }
  }

  @Test
  void wrongUsageIsOneLineOfJsonIfTheEnvironmentSaysSo() throws Exception {
    try (ChildJvm processor = start(Map.of("COUNTERSTREAM_LOG_FORMAT", "json"), "--provison")) {
      assertThat(processor.awaitExit()).isEqualTo(2);
      assertThat(json(processor.output())).hasSize(1);
    }
  }

  private static List<JsonNode> json(String output) throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : output.lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  @Test
  void theVersionIsPrinted() throws Exception {
    try (ChildJvm processor = start(Map.of(), "--version")) {
      assertThat(processor.awaitExit()).isZero();
      assertThat(processor.output()).matches("counterstream \\d+\\.\\d+\\.\\d+\\S*\\R");
    }
  }

  private static final List<String> INPUTS_WITH_A_PASSWORD = List.of(
      "--set|kafka.sasl.jaas.config=x.Module required username=\"u\" password=\"c4nary;",
      "--set|kafka.sasl.jaas.config=x.Module|required|username=u|password=c4nary;",
      "--set|kafka.sasl.jaas.config|password=c4nary",
      "--set|kafka.ssl.truststore.password:c4nary",
      "--set|kafka.ssl.truststore.pasword=c4nary",
      "--set|pass=c4nary",
      "--set|table.endpoint=http://u:c4nary@127.0.0.1:1",
      "--set|kafka.sasl.jaas.config=c4nary",
      "--set|kafka.sasl.jaas.config=x required y=\"a\"c4nary;");

  @Test
  void noPasswordIsPrinted() throws Exception {
    Map<String, ChildJvm> started = new LinkedHashMap<>();
    for (String input : INPUTS_WITH_A_PASSWORD) {
      List<String> arguments = new ArrayList<>(UNREACHABLE);
      arguments.addAll(List.of("--set", "kafka.security.protocol=SASL_PLAINTEXT"));
      arguments.addAll(List.of(input.split("\\|")));
      Path output = folder.resolve("output-" + started.size());
      started.put(input, ChildJvm.of(ProcessorMain.class.getName(), output).start(arguments));
    }
    for (Map.Entry<String, ChildJvm> each : started.entrySet()) {
      try (ChildJvm processor = each.getValue()) {
        assertThat(processor.awaitExit()).as(each.getKey()).isIn(1, 2);
        assertThat(processor.output()).as(each.getKey()).isNotBlank().doesNotContain(CANARY);
      }
    }
  }

  @Test
  void serviceLinksAreNoSettingsAndATypoIsStillAnError() throws Exception {
    Map<String, String> pod = Map.of(
        "COUNTERSTREAM_SERVICE_HOST", "10.0.0.1",
        "COUNTERSTREAM_PORT", "tcp://10.0.0.1:9092",
        "COUNTERSTREAM_TABEL_NAME", "x");
    Path file = Files.writeString(folder.resolve("processor.properties"), "http.port=0\n");
    try (ChildJvm processor = start(pod, "--config", file.toString())) {
      assertThat(processor.awaitExit()).isEqualTo(1);
      assertThat(processor.output())
          .endsWith("settings are not usable:\n"
              + "  tabel.name: no such setting; did you mean table.name?\n");
    }
  }
}
