package io.counterstream.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names that try to do something to the terminal. */
class PrintableTextTest {
  static String[][] texts() {
    return new String[][] {
      {"plain text stays", "page-views", "page-views"},
      {"so do other scripts", "Zähler-数", "Zähler-数"},
      {"and joined emoji", "👩\u200d💻", "👩\u200d💻"},
      {"an escape sequence would colour", "\u001b[31mred", "\\u001B[31mred"},
      {"a line break would fake a line", "a\nb\u2028c", "a\\u000Ab\\u2028c"},
      {"so would the other set of controls", "a\u009bb", "a\\u009Bb"},
      {"a mark of direction would reorder", "a\u202eb", "a\\u202Eb"},
      {"half a character is none", "a\ud800b", "a\\uD800b"},
      {"so that no two names look the same", "a\\u000A", "a\\\\u000A"},
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("texts")
  void showsWhatPrintsAndEscapesTheRest(String because, String text, String printable) {
    assertThat(PrintableText.of(text)).as(because).isEqualTo(printable);
  }
}
