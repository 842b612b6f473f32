package io.counterstream.contract.json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The wire form of timestamps: ISO 8601 in UTC with exactly three fraction digits, {@code
 * 2026-11-21T09:00:00.123Z}. Years outside 0 to 9999, which a producer may send, have a sign and as
 * many digits as they need; {@link Instant#parse} reads every form. RFC 3339 has only the years 0
 * to 9999.
 */
public final class Timestamps {
  private static final long SECONDS_PER_DAY = 86_400;
  private static final long YEAR_0_SECONDS = -62_167_219_200L;
  private static final long YEAR_10000_SECONDS = 253_402_300_800L;
  private static final String NO_FRACTION = ".000Z";

  private Timestamps() {}

  /** Formats an instant, truncated to milliseconds. */
  public static String text(Instant instant) {
    long seconds = instant.getEpochSecond();
    int millis = instant.getNano() / 1_000_000;
    if (!isRfc3339(instant)) {
      return rareText(seconds, millis);
    }
    byte[] text = "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.US_ASCII);
    writeDate(text, Math.floorDiv(seconds, SECONDS_PER_DAY));
    int second = (int) Math.floorMod(seconds, SECONDS_PER_DAY);
    writeDigits(text, 12, second / 3600);
    writeDigits(text, 15, second / 60 % 60);
    writeDigits(text, 18, second % 60);
    writeDigits(text, 22, millis);
    return new String(text, StandardCharsets.US_ASCII);
  }

  /** Whether the text of an instant is valid in RFC 3339, too. */
  public static boolean isRfc3339(Instant instant) {
    return instant.getEpochSecond() >= YEAR_0_SECONDS
        && instant.getEpochSecond() < YEAR_10000_SECONDS;
  }

  /** By Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days. */
  private static void writeDate(byte[] text, long epochDay) {
    long day = epochDay + 719_468; // since 0000-03-01: leap days come last
    long era = Math.floorDiv(day, 146_097);
    int dayOfEra = Math.floorMod(day, 146_097);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int monthFromMarch = (5 * dayOfYear + 2) / 153;
    int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
    writeDigits(text, 3, (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0));
    writeDigits(text, 6, month);
    writeDigits(text, 9, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1);
  }

  /** Writes {@code number} so that its last digit is at index {@code last}. */
  private static void writeDigits(byte[] text, int last, int number) {
    int rest = number;
    for (int i = last; rest > 0; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static String rareText(long seconds, int millis) {
    String text = Instant.ofEpochSecond(seconds, millis * 1_000_000L).toString();
    return text.indexOf('.') < 0 ? text.substring(0, text.length() - 1) + NO_FRACTION : text;
  }
}
