package io.counterstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.contract.Expectation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** The values of options. */
class ConvertersTest {
  @ParameterizedTest
  @CsvSource({"500ms,PT0.5S", "100ms,PT0.1S", "10s,PT10S", "2m,PT2M", "24h,PT24H"})
  void readsDurations(String text, Duration duration) {
    assertThat(Converters.duration(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10", "0s", "99ms", "-1s", "1.5s", "10 s", "25h", "999999999s", "1d", "PT1S"})
  void refusesOtherDurations(String text) {
    assertThatThrownBy(() -> Converters.duration(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("must be from 100ms to 24h, as in 500ms, 10s, 2m, was '" + text + "'");
  }

  @Test
  void readsTimesAndHowLongAgo() {
    assertThat(Converters.instant("2026-11-21T09:00:00Z")).isEqualTo("2026-11-21T09:00:00Z");
    assertThat(Converters.instant("48h"))
        .isBetween(Instant.now().minusSeconds(172_801), Instant.now().minusSeconds(172_799));
    assertThatThrownBy(() -> Converters.instant("yesterday"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("how long ago, as in 30s, 10m, 48h")
        .hasMessageContaining("was 'yesterday'");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE})
  void readsAnyIntegerAsAnExactExpectation(long value) {
    assertThat(Converters.expectation(Long.toString(value))).isEqualTo(Expectation.exactly(value));
  }

  @Test
  void readsTheTwoWordsThatExpectNoValue() {
    assertThat(Converters.expectation("any")).isEqualTo(Expectation.ANY);
    assertThat(Converters.expectation("absent")).isEqualTo(Expectation.ABSENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ANY", "none", "1.0", "9223372036854775808", "true"})
  void refusesOtherExpectations(String text) {
    assertThatThrownBy(() -> Converters.expectation(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("must be an integer of 64 bits, 'any' or 'absent', was '" + text + "'");
  }

  @Test
  void readsIntegersInDecimalOnly() {
    assertThat(Converters.integer("010")).isEqualTo(10);
    assertThatThrownBy(() -> Converters.integer("0x10"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("must be an integer of 64 bits, was '0x10'");
  }
}
