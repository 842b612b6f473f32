package io.counterstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterstream.cli.kafka.KafkaConnection;
import io.counterstream.processor.app.ProcessorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Where the options lead. */
class KafkaOptionsTest {
  private static final String VARIABLE = "COUNTERSTREAM_BOOTSTRAP_SERVERS";

  @TempDir
  private Path folder;

  static Stream<Arguments> sources() {
    List<String> option = List.of("--bootstrap-server", "option:1");
    Map<String, String> variable = Map.of(VARIABLE, "variable:1");
    String file = "bootstrap.servers=file:1";
    return Stream.of(
        arguments("the option wins", option, variable, file, "option:1"),
        arguments("then the variable", List.of(), variable, file, "variable:1"),
        arguments(
            "a blank one counts for nothing", List.of(), Map.of(VARIABLE, " "), file, "file:1"),
        arguments("then the file", List.of(), Map.of(), file, "file:1"),
        arguments("then this machine", List.of(), Map.of(), "", "127.0.0.1:9092"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sources")
  void takesTheBrokersFromTheNearestSource(
      String because, List<String> option, Map<String, String> variables, String file, String found)
      throws IOException {
    Path config = Files.writeString(folder.resolve("client.properties"), file);
    List<String> all = Stream.concat(
            option.stream(), Stream.of("--command-config", config.toString()))
        .toList();
    assertThat(parse(all, variables).connection().bootstrapServers())
        .as(because)
        .isEqualTo(found);
    Map<String, String> named = new HashMap<>(variables);
    named.put("COUNTERSTREAM_CLI_CONFIG", config.toString());
    assertThat(parse(option, named).connection().bootstrapServers()).as(because).isEqualTo(found);
  }

  @Test
  void hasDefaults() {
    KafkaOptions options = parse(List.of(), Map.of());
    assertThat(options.connection().topics().commands()).isEqualTo("counter-commands");
    assertThat(options.connection().timeout()).hasSeconds(30);
    assertThat(options.shared().isJson()).isFalse();
  }

  @Test
  void takesEverythingFromTheFileAndFromTheEnvironment() throws IOException {
    Path config = Files.writeString(folder.resolve("client.properties"), """
        topic.prefix=file
        cli.output=json
        cli.timeout=7s
        security.protocol=SSL
        kafka.ssl.protocol=TLSv1.3
        client.id=file
        """);
    KafkaOptions options = parse(
        List.of("--command-config", config.toString()),
        Map.of("COUNTERSTREAM_TOPIC_PREFIX", "variable", "COUNTERSTREAM_KAFKA_CLIENT_ID", "mine"));
    KafkaConnection connection = options.connection();
    assertThat(connection.topics().prefix()).isEqualTo("variable");
    assertThat(connection.timeout()).hasSeconds(7);
    assertThat(options.shared().isJson()).isTrue();
    assertThat(connection.properties())
        .containsEntry("security.protocol", "SSL")
        .containsEntry("ssl.protocol", "TLSv1.3")
        .containsEntry("client.id", "mine");
  }

  @Test
  void takesTheFirstSettingOfAFileWithAByteOrderMark() throws IOException {
    Path config = Files.writeString(
        folder.resolve("client.properties"), "\ufeffbootstrap.servers=file:1\nclient.id=a \n");
    KafkaConnection connection =
        parse(List.of("--command-config", config.toString()), Map.of()).connection();
    assertThat(connection.bootstrapServers()).isEqualTo("file:1");
    assertThat(connection.properties()).containsEntry("client.id", "a");
  }

  @Test
  void namesTheFileAndTheLineThatCannotBeRead() throws IOException {
    Path config = Files.writeString(folder.resolve("client.properties"), "a=1\nkeys=C:\\users\n");
    assertThatThrownBy(() ->
            parse(List.of("--command-config", config.toString()), Map.of()).connection())
        .hasMessageStartingWith("--command-config: " + config + ": line 2 has a \\u without");
  }

  @Test
  void namesTheVariableAndTheSettingThatCannotBe() throws IOException {
    assertThatThrownBy(
            () -> parse(List.of(), Map.of("COUNTERSTREAM_CLI_TIMEOUT", "soon")).connection())
        .hasMessage("COUNTERSTREAM_CLI_TIMEOUT must be from 100ms to 24h, as in 500ms, 10s, 2m,"
            + " was 'soon'");
    Path config = Files.writeString(folder.resolve("client.properties"), "cli.output=xml");
    assertThatThrownBy(() -> parse(List.of("--command-config", config.toString()), Map.of())
            .shared()
            .output())
        .hasMessage("cli.output in the command config must be text, json or csv, was 'xml'");
  }

  @ParameterizedTest
  @CsvSource({
    "bootstrap.server, bootstrap.servers",
    "topic.perfix, topic.prefix",
    "cli.timout, cli.timeout",
    "securty.protocol, security.protocol",
    "kafka.securty.protocol, kafka.security.protocol",
    "ssl.truststore.pasword, ssl.truststore.password"
  })
  void namesTheSettingThatAMisspeltOneIsMeantToBe(String given, String meant) throws IOException {
    Path config = Files.writeString(folder.resolve("client.properties"), given + "=x");
    assertThatThrownBy(() ->
            parse(List.of("--command-config", config.toString()), Map.of()).connection())
        .hasMessage(given + " is no setting: did you mean " + meant + "?");
    String variable = Settings.variable(given);
    if (given.startsWith("kafka.") || meant.matches("(bootstrap|topic|cli).*")) {
      assertThatThrownBy(() -> parse(List.of(), Map.of(variable, "x")).connection())
          .hasMessage(variable + " is no setting: did you mean " + Settings.variable(meant) + "?");
    }
  }

  @Test
  void acceptsTheSettingsOfAProcessorOfKafkaAndOfAPodWithAServiceOfThisName() {
    Map<String, String> variables = new HashMap<>(Map.of(
        "COUNTERSTREAM_PORT", "tcp://10.0.0.1:9092",
        "COUNTERSTREAM_SERVICE_HOST", "10.0.0.1",
        "COUNTERSTREAM_PORT_9092_TCP_ADDR", "10.0.0.1",
        "COUNTERSTREAM_JAVA_OPTS", "-Xmx1g",
        "COUNTERSTREAM_CLI_LOG", "WARN"));
    ProcessorSettings.documentation()
        .lines()
        .map(line -> line.replaceAll("^\\| `([a-z.]+)` .*|.*", "$1"))
        .filter(setting -> !setting.isEmpty() && !setting.startsWith("topic.prefix"))
        .forEach(setting -> variables.put(Settings.variable(setting), "x"));
    KafkaConnection.settingNames()
        .forEach(name -> variables.put(Settings.variable("kafka." + name), "x"));
    assertThat(variables).hasSizeGreaterThan(150);
    assertThat(parse(List.of(), variables).connection().topics().prefix()).isEqualTo("counter");
  }

  private static KafkaOptions parse(List<String> arguments, Map<String, String> variables) {
    CommandLine commandLine = CounterstreamCli.commandLine();
    List<String> all =
        Stream.concat(Stream.of("get", "views"), arguments.stream()).toList();
    CommandLine get = commandLine
        .parseArgs(all.toArray(String[]::new))
        .subcommand()
        .commandSpec()
        .commandLine();
    KafkaOptions options =
        (KafkaOptions) get.getCommandSpec().mixins().get("options").userObject();
    options.shared().environment(variables);
    return options;
  }
}
