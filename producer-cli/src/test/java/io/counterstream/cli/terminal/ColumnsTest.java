package io.counterstream.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.cli.terminal.Columns.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Aligned columns. */
class ColumnsTest {
  private final Columns columns = new Columns(Side.LEFT, Side.RIGHT, Side.LEFT);

  @Test
  void putsTextsToTheLeftAndNumbersToTheRight() {
    assertThat(columns.lines(List.of(List.of("NAME", "N", ""), List.of("a", "100", "x"))))
        .containsExactly("NAME    N", "a     100  x");
  }

  @Test
  void growsFromPageToPageButNotForOneLongText() {
    assertThat(columns.lines(List.of(List.of("abc", "1", "x")))).containsExactly("abc  1  x");
    assertThat(columns.lines(List.of(List.of("x".repeat(50), "12", "y"))))
        .containsExactly("x".repeat(50) + "  12  y");
    assertThat(columns.lines(List.of(List.of("a", "1", "x"))))
        .containsExactly("a" + " ".repeat(39) + "   1  x");
  }
}
