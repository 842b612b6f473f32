package counterstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Where the options lead. */
class ConnectionOptionsTest {
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
    ConnectionOptions options = parse(option);
    ConnectionOptions withFile =
        parse(Stream.concat(option.stream(), Stream.of("--command-config", config.toString()))
            .toList());
    assertThat(withFile.connection(variables).bootstrapServers()).as(because).isEqualTo(found);
    assertThat(options.connection(Map.of()).bootstrapServers())
        .isEqualTo(option.isEmpty() ? "127.0.0.1:9092" : "option:1");
  }

  @Test
  void hasDefaults() {
    KafkaConnection connection = parse(List.of()).connection(Map.of());
    assertThat(connection.topics().commands()).isEqualTo("counter-commands");
    assertThat(connection.timeout()).hasSeconds(30);
  }

  private static ConnectionOptions parse(List<String> arguments) {
    CommandLine commandLine = CounterstreamCli.commandLine();
    List<String> all =
        Stream.concat(Stream.of("get", "views"), arguments.stream()).toList();
    CommandLine get = commandLine
        .parseArgs(all.toArray(String[]::new))
        .subcommand()
        .commandSpec()
        .commandLine();
    return (ConnectionOptions) get.getCommandSpec().mixins().get("options").userObject();
  }
}
