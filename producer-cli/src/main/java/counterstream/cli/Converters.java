package counterstream.cli;

import counterstream.contract.Expectation;
import counterstream.contract.Topics;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options; each message says what is right and what was found. */
final class Converters {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,8})(ms|s|m|h)");
  private static final Duration TIMEOUT_MAX = Duration.ofHours(24);

  private Converters() {}

  /** Makes {@code commandLine} and the commands below it read our types. */
  static void register(CommandLine commandLine) {
    commandLine.registerConverter(Duration.class, Converters::duration);
    commandLine.registerConverter(Expectation.class, Converters::expectation);
    commandLine.registerConverter(Topics.class, Converters::topics);
    // Picocli's own reads 010 as 8.
    commandLine.registerConverter(Long.class, Converters::integer);
    commandLine.registerConverter(long.class, Converters::integer);
  }

  static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (matcher.matches()) {
      long count = Long.parseLong(matcher.group(1));
      Duration duration = switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(count);
        case "s" -> Duration.ofSeconds(count);
        case "m" -> Duration.ofMinutes(count);
        default -> Duration.ofHours(count);
      };
      if (!duration.isZero() && duration.compareTo(TIMEOUT_MAX) <= 0) {
        return duration;
      }
    }
    throw new TypeConversionException(
        "must be from 1ms to 24h, as in 500ms, 10s, 2m, was '" + text + "'");
  }

  static Expectation expectation(String text) {
    if (text.equals("any")) {
      return Expectation.ANY;
    }
    if (text.equals("absent")) {
      return Expectation.ABSENT;
    }
    try {
      return Expectation.exactly(Long.parseLong(text));
    } catch (NumberFormatException notAnInteger) {
      throw new TypeConversionException(
          "must be an integer of 64 bits, 'any' or 'absent', was '" + text + "'");
    }
  }

  static Topics topics(String prefix) {
    try {
      return new Topics(prefix);
    } catch (IllegalArgumentException badPrefix) {
      throw new TypeConversionException(badPrefix.getMessage());
    }
  }

  static long integer(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notAnInteger) {
      throw new TypeConversionException("must be an integer of 64 bits, was '" + text + "'");
    }
  }
}
