package io.counterstream.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterName;
import io.counterstream.contract.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every version reads the golden messages and writes them in the same bytes. A file holds one
 * message and a line feed. Files are added, never changed.
 */
class GoldenMessagesTest {
  @ParameterizedTest
  @MethodSource("commands")
  void commandReadsAndWritesBackByteForByte(Path file) throws IOException {
    String json = message(file);
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    String counter = ContractFiles.JSON.readTree(json).get("counter").textValue();

    DecodedCommand decoded = CommandCodec.decode(CounterName.bytesOf(counter), bytes);

    assertThat(decoded).isInstanceOf(DecodedCommand.Valid.class);
    CounterCommand command = ((DecodedCommand.Valid) decoded).command();
    assertThat(text(CommandCodec.encode(command))).isEqualTo(json);
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void outcomeReadsAndWritesBackByteForByte(Path file) throws IOException {
    String json = message(file);
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    assertThat(text(OutcomeCodec.encode(OutcomeCodec.decode(bytes)))).isEqualTo(json);
  }

  @ParameterizedTest
  @MethodSource("all")
  void messageValidatesAgainstItsSchema(Path file) throws IOException {
    String type = file.getFileName().toString().replaceFirst("-.*", "");
    assertThat(ContractFiles.faults(ContractFiles.schema(type), message(file))).isEmpty();
  }

  /** Both sides could drop a field and still agree; this looks at the fields themselves. */
  @ParameterizedTest
  @MethodSource("outcomes")
  void outcomeHoldsWhatItsFileSays(Path file) throws IOException {
    JsonNode tree = ContractFiles.JSON.readTree(message(file));
    var outcome = OutcomeCodec.decode(message(file).getBytes(StandardCharsets.UTF_8));
    assertThat(OutcomeCodec.tryDecode(message(file).getBytes(StandardCharsets.UTF_8)))
        .contains(outcome);
    assertThat(outcome.type().word()).isEqualTo(tree.get("type").textValue());
    assertThat(outcome.commandId()).isEqualTo(tree.get("commandId").textValue());
    assertThat(outcome.timestamp()).isEqualTo(tree.get("timestamp").textValue());
    assertThat(outcome.counterName())
        .isEqualTo(Optional.ofNullable(tree.get("counter")).map(JsonNode::textValue));
    assertThat(outcome.state().isPresent()).isEqualTo(tree.has("value"));
    outcome.state().ifPresent(state -> {
      assertThat(state.value()).isEqualTo(tree.get("value").longValue());
      assertThat(state.version()).isEqualTo(tree.get("version").longValue());
      assertThat(state.deleted()).isEqualTo(tree.path("deleted").booleanValue());
    });
    if (outcome instanceof Outcome.OfCommand decided) {
      assertThat(decided.delta()).isEqualTo(tree.get("delta").longValue());
      assertThat(decided.command().delete()).isEqualTo(tree.path("delete").booleanValue());
      Bounds bounds = decided.command().bounds();
      assertThat(bounds.min().isPresent()).isEqualTo(tree.has("min"));
      assertThat(bounds.max().isPresent()).isEqualTo(tree.has("max"));
      bounds.min().ifPresent(min -> assertThat(min).isEqualTo(tree.get("min").longValue()));
      bounds.max().ifPresent(max -> assertThat(max).isEqualTo(tree.get("max").longValue()));
    }
    if (outcome instanceof Outcome.Conflict conflict) {
      assertThat(conflict.cause()).isEqualTo(tree.path("cause").asText("expected"));
    }
    if (outcome instanceof Outcome.Rejected rejected) {
      assertThat(rejected.original().map(Outcome.Original::eventId))
          .isEqualTo(Optional.ofNullable(tree.get("of")).map(JsonNode::textValue));
    }
  }

  @Test
  void everyTypeHasGoldenMessages() throws IOException {
    for (String type : ContractFiles.TYPES) {
      assertThat(ContractFiles.golden(type)).as(type).hasSizeGreaterThanOrEqualTo(7);
    }
  }

  static List<Path> commands() throws IOException {
    return ContractFiles.golden("command");
  }

  static List<Path> outcomes() throws IOException {
    List<Path> files = new ArrayList<>(all());
    files.removeAll(commands());
    return files;
  }

  static List<Path> all() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String type : ContractFiles.TYPES) {
      files.addAll(ContractFiles.golden(type));
    }
    return files;
  }

  private static String message(Path file) throws IOException {
    String text = Files.readString(file);
    assertThat(text).as("%s is one line", file).endsWith("}\n");
    return text.substring(0, text.length() - 1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
