package counterstream.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lines as bytes. */
class InputLinesTest {
  @Test
  void numbersLinesAndPassesOverBlankOnes() throws IOException {
    assertThat(lines("a\n\n \t\r\nb\r\nc")).containsExactly("1:a", "4:b\r", "5:c");
  }

  @Test
  void endsWithTheLastLineBreak() throws IOException {
    assertThat(lines("")).isEmpty();
    assertThat(lines("\n")).isEmpty();
    assertThat(lines("a\n")).containsExactly("1:a");
  }

  @Test
  void keepsBytesThatAreNotUtf8() throws IOException {
    byte[] bytes = {(byte) 0xff, '\n'};
    InputLines lines = new InputLines(new ByteArrayInputStream(bytes));
    assertThat(lines.next().orElseThrow().bytes()).containsExactly(0xff);
  }

  @Test
  void cutsALineThatIsTooLongAndGoesOnBehindIt() throws IOException {
    String longest = "x".repeat(InputLines.LINE_BYTES_MAX);
    InputLines lines = new InputLines(new ByteArrayInputStream(
        (longest + "\n" + longest + "yz\nb").getBytes(StandardCharsets.UTF_8)));
    assertThat(lines.next().orElseThrow().isCut()).isFalse();
    InputLines.Line cut = lines.next().orElseThrow();
    assertThat(cut.isCut()).isTrue();
    assertThat(cut.bytes()).hasSize(InputLines.LINE_BYTES_MAX);
    assertThat(cut.length()).isEqualTo(InputLines.LINE_BYTES_MAX + 2);
    assertThat(lines.next().orElseThrow().number()).isEqualTo(3);
  }

  private static List<String> lines(String text) throws IOException {
    InputLines lines =
        new InputLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    List<String> found = new ArrayList<>();
    for (Optional<InputLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      found.add(line.get().number() + ":" + new String(line.get().bytes(), StandardCharsets.UTF_8));
    }
    return found;
  }
}
