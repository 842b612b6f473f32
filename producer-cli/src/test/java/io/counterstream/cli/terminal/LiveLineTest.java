package io.counterstream.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The line that is drawn anew, and what tells whether to draw it. */
class LiveLineTest {
  private final StringWriter err = new StringWriter();

  @Test
  void isDrawnOnATerminalBelowOtherLinesAndErasedAtTheEnd() {
    try (LiveLine live = open(new Screen(false, true, true))) {
      await().until(() -> err.toString().contains("\r\u001b[Kworking"));
      live.println("line 3: bad");
      live.above(() -> err.write("above\n"));
      assertThat(err.toString()).contains("\r\u001b[Kline 3: bad\n").contains("\r\u001b[Kabove\n");
    }
    assertThat(err.toString()).endsWith("\r\u001b[K");
  }

  @Test
  void isNotDrawnElsewhere() {
    try (LiveLine live = open(Screen.NONE)) {
      live.println("line 3: bad");
    }
    assertThat(err).hasToString("line 3: bad\n");
  }

  @Test
  void theLauncherTellsWhatIsATerminalAndNoColorIsHonoured() {
    Properties properties = new Properties();
    properties.setProperty("counterstream.terminal.out", "true");
    properties.setProperty("counterstream.terminal.err", "false");
    assertThat(Screen.of(properties, Map.of())).isEqualTo(new Screen(true, false, true));
    assertThat(Screen.of(properties, Map.of()).coloursOut()).isTrue();
    assertThat(Screen.of(properties, Map.of("NO_COLOR", "1")).coloursOut()).isFalse();
    assertThat(Screen.of(properties, Map.of("NO_COLOR", "")).coloursOut()).isTrue();
    assertThat(Screen.of(properties, Map.of("TERM", "dumb")).coloursOut()).isFalse();
  }

  private LiveLine open(Screen screen) {
    return LiveLine.open(new PrintWriter(err, true), screen, columns -> "working");
  }
}
