package io.counterstream.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Timestamps are what the JDK's formatter would write with three fraction digits. */
class TimestampsTest {
  private static final DateTimeFormatter THREE_DIGITS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  @ParameterizedTest(name = "because {0}")
  @CsvSource({
    "the fraction is always there,   2026-11-21T09:00:00Z,        2026-11-21T09:00:00.000Z",
    "zeros at its end stay,          2026-11-21T09:00:00.1Z,      2026-11-21T09:00:00.100Z",
    "zeros at its beginning stay,    2026-11-21T09:00:00.001Z,    2026-11-21T09:00:00.001Z",
    "nanoseconds are cut off,        2026-11-21T09:00:00.123999Z, 2026-11-21T09:00:00.123Z",
    "also before 1970,               1969-12-31T23:59:59.9999Z,   1969-12-31T23:59:59.999Z",
    "2000 was a leap year,           2000-02-29T00:00:00Z,        2000-02-29T00:00:00.000Z",
    "1900 was none,                  1900-03-01T00:00:00Z,        1900-03-01T00:00:00.000Z",
    "year 0 has four digits,         0000-01-01T00:00:00Z,        0000-01-01T00:00:00.000Z",
    "a year before it has a sign,    -0001-12-31T23:59:59Z,       -0001-12-31T23:59:59.000Z",
    "9999 has none,                  9999-12-31T23:59:59.999Z,    9999-12-31T23:59:59.999Z",
    "a later year has one,           +10000-01-01T00:00:00Z,      +10000-01-01T00:00:00.000Z",
  })
  void textHasThreeFractionDigits(String because, Instant instant, String text) {
    assertThat(Timestamps.text(instant)).isEqualTo(text);
  }

  @Test
  void everyMillisecondOfKafkaHasItsText() {
    for (long extreme : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
      assertSameAsTheJdk(extreme, "extreme");
    }
    long seed = 20261121;
    Random random = new Random(seed);
    for (int i = 0; i < 50_000; i++) {
      long wide = random.nextLong() >> random.nextInt(40);
      assertSameAsTheJdk(wide, "seed " + seed + ", number " + i);
    }
  }

  private static void assertSameAsTheJdk(long epochMillis, String which) {
    Instant instant = Instant.ofEpochMilli(epochMillis);
    String text = Timestamps.text(instant);
    assertThat(text).as(which).isEqualTo(THREE_DIGITS.format(instant));
    assertThat(Instant.parse(text)).as(which).isEqualTo(instant);
  }
}
