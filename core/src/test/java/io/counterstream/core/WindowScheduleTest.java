package io.counterstream.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A window and its planned change, and their text. */
class WindowScheduleTest {
  private static final WindowSchedule CHANGING = new WindowSchedule(10, 300, 42);

  @Test
  void theNextWindowIsInForceFromItsOffsetOn() {
    assertThat(CHANGING.at(41)).isEqualTo(10);
    assertThat(CHANGING.at(42)).isEqualTo(300);
    assertThat(CHANGING.from(41)).isEqualTo(CHANGING);
    assertThat(CHANGING.from(42)).isEqualTo(WindowSchedule.always(300));
    assertThat(WindowSchedule.always(10).at(Long.MAX_VALUE - 1)).isEqualTo(10);
  }

  @Test
  void itsTextIsReadAgain() {
    assertThat(CHANGING).hasToString("10,300@42");
    assertThat(WindowSchedule.parse("10,300@42")).contains(CHANGING);
    assertThat(WindowSchedule.parse("0")).contains(WindowSchedule.always(0));
    assertThat(WindowSchedule.always(0)).hasToString("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "x", "1,2", "1@2", "1,2@-3", "1,2@3,4@5", "9999999999"})
  void anotherTextIsNone(String text) {
    assertThat(WindowSchedule.parse(text)).isEmpty();
  }

  @Test
  void aWindowIsNotNegative() {
    assertThatThrownBy(() -> WindowSchedule.always(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("windows and offsets must be 0 or more, were -1, -1 and 9223372036854775807");
  }
}
