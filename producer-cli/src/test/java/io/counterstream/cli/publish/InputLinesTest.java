package io.counterstream.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
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
  void readsAStreamThatDoesNotKnowWhatItHas() throws IOException {
    InputLines lines = InputLines.open(
        new FilterInputStream(new ByteArrayInputStream(new byte[] {'a', '\n', 'b'})) {
          @Override
          public int available() throws IOException {
            throw new IOException("Illegal seek");
          }
        });
    assertThat(lines.next(InputLines.Waiting.UNNOTICED).orElseThrow().bytes()).containsExactly('a');
    assertThat(lines.next(InputLines.Waiting.UNNOTICED).orElseThrow().bytes()).containsExactly('b');
  }

  @Test
  void keepsBytesThatAreNotUtf8() throws IOException {
    byte[] bytes = {(byte) 0xff, '\n'};
    InputLines lines = InputLines.open(new ByteArrayInputStream(bytes));
    assertThat(lines.next(InputLines.Waiting.UNNOTICED).orElseThrow().bytes())
        .containsExactly(0xff);
  }

  @Test
  void cutsALineThatIsTooLongAndGoesOnBehindIt() throws IOException {
    String longest = "x".repeat(InputLines.LINE_BYTES_MAX);
    InputLines lines = InputLines.open(new ByteArrayInputStream(
        (longest + "\n" + longest + "yz\nb").getBytes(StandardCharsets.UTF_8)));
    assertThat(lines.next(InputLines.Waiting.UNNOTICED).orElseThrow().isCut()).isFalse();
    InputLines.Line cut = lines.next(InputLines.Waiting.UNNOTICED).orElseThrow();
    assertThat(cut.isCut()).isTrue();
    assertThat(cut.bytes()).hasSize(InputLines.LINE_BYTES_MAX);
    assertThat(cut.length()).isEqualTo(InputLines.LINE_BYTES_MAX + 2);
    assertThat(lines.next(InputLines.Waiting.UNNOTICED).orElseThrow().number()).isEqualTo(3);
  }

  @Test
  void skipsWhatAnEarlierRunHasReadIfItIsTheSame() throws IOException {
    InputLines earlier = input("a\n\nb\nc\n");
    earlier.next(InputLines.Waiting.UNNOTICED);
    earlier.next(InputLines.Waiting.UNNOTICED);
    InputPosition position =
        new InputPosition(earlier.bytes(), earlier.checksum(), earlier.number(), 2, 0);
    assertThat(position.bytes()).isEqualTo(5);
    InputLines later = input("a\n\nb\nc\nd");
    assertThat(later.skip(position)).isTrue();
    assertThat(later.next(InputLines.Waiting.UNNOTICED).orElseThrow().number()).isEqualTo(4);
    assertThat(input("a\n\nB\nc\n").skip(position)).isFalse();
    assertThat(input("a\n").skip(position)).isFalse();
  }

  @Test
  void theRestOfALineThatWasSentBeforeIsNoLine() throws IOException {
    InputLines earlier = input("a\nb");
    earlier.next(InputLines.Waiting.UNNOTICED);
    InputLines.Line sent = earlier.next(InputLines.Waiting.UNNOTICED).orElseThrow();
    assertThat(sent.ending()).isEqualTo(InputLines.Ending.END_OF_INPUT);
    InputPosition position =
        new InputPosition(earlier.bytes(), earlier.checksum(), earlier.number(), 2, 0);
    InputLines ended = input("a\nb\nc\n");
    assertThat(ended.skip(position)).isTrue();
    assertThat(ended.next(InputLines.Waiting.UNNOTICED).orElseThrow())
        .returns(3L, InputLines.Line::number)
        .returns(false, InputLines.Line::isRest);
    InputLines continued = input("a\nbb\nc\n");
    assertThat(continued.skip(position)).isTrue();
    assertThat(continued.next(InputLines.Waiting.UNNOTICED).orElseThrow())
        .returns(2L, InputLines.Line::number)
        .returns(true, InputLines.Line::isRest);
    assertThat(continued.next(InputLines.Waiting.UNNOTICED).orElseThrow())
        .returns(3L, InputLines.Line::number)
        .returns(false, InputLines.Line::isRest);
  }

  @Test
  void positionsAreReadAsTheyAreWritten() {
    InputPosition position = new InputPosition(5, 4_000_000_000L, 3, 2, 1);
    assertThat(InputPosition.of(5, position.text())).isEqualTo(position);
    assertThatThrownBy(() -> InputPosition.of(5, "1 2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("four numbers");
  }

  private static InputLines input(String text) throws IOException {
    return InputLines.open(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> lines(String text) throws IOException {
    InputLines lines =
        InputLines.open(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    List<String> found = new ArrayList<>();
    for (Optional<InputLines.Line> line = lines.next(InputLines.Waiting.UNNOTICED);
        line.isPresent();
        line = lines.next(InputLines.Waiting.UNNOTICED)) {
      found.add(line.get().number() + ":" + new String(line.get().bytes(), StandardCharsets.UTF_8));
    }
    return found;
  }
}
