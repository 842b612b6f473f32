package io.counterstream.cli;

import io.counterstream.cli.dlq.Correction.Place;
import io.counterstream.cli.terminal.OutputFormat;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options. Each message names what is expected and what was found. */
final class Converters {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,8})(ms|s|m|h)");
  private static final Duration DURATION_MIN = Duration.ofMillis(100);
  private static final Duration DURATION_MAX = Duration.ofHours(24);

  private Converters() {}

  /** Registers the types of option values with {@code commandLine} and its subcommands. */
  static void register(CommandLine commandLine) {
    commandLine.registerConverter(Instant.class, new Converter<>(Converters::instant));
    commandLine.registerConverter(Duration.class, new Converter<>(Converters::duration));
    commandLine.registerConverter(Expectation.class, new Converter<>(Converters::expectation));
    commandLine.registerConverter(Topics.class, new Converter<>(Converters::topics));
    commandLine.registerConverter(Place.class, new Converter<>(Converters::place));
    // Picocli's own converter reads 010 as 8.
    commandLine.registerConverter(Long.class, new Converter<>(Converters::integer));
    commandLine.registerConverter(long.class, new Converter<>(Converters::integer));
  }

  /**
   * A function as picocli calls it. JDK 17 crashes when it archives a lambda of picocli's own
   * interfaces, which are class files of Java 5.
   */
  private record Converter<T>(Function<String, T> function) implements ITypeConverter<T> {
    @Override
    public T convert(String text) {
      return function.apply(text);
    }
  }

  /** Reads a duration from 100 ms, below which no broker responds, to a day. */
  static Duration duration(String text) {
    Optional<Duration> duration = span(text)
        .filter(span -> span.compareTo(DURATION_MIN) >= 0 && span.compareTo(DURATION_MAX) <= 0);
    return duration.orElseThrow(() -> new TypeConversionException(
        "must be from 100ms to 24h, as in 500ms, 10s, 2m, was '" + text + "'"));
  }

  /** Reads a point in time: absolute, or how long ago. */
  static Instant instant(String text) {
    Optional<Duration> ago = span(text);
    try {
      return ago.isPresent() ? Instant.now().minus(ago.get()) : Instant.parse(text);
    } catch (DateTimeParseException malformed) {
      throw new TypeConversionException("must be how long ago, as in 30s, 10m, 48h, or a time in"
          + " UTC, as in 2026-11-21T09:00:00Z, was '" + text + "'");
    }
  }

  private static Optional<Duration> span(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          default -> Duration.ofHours(count);
        });
  }

  static OutputFormat output(String text) {
    try {
      return OutputFormat.valueOf(text);
    } catch (IllegalArgumentException unknown) {
      throw new TypeConversionException("must be text, json or csv, was '" + text + "'");
    }
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

  static Place place(String text) {
    try {
      return Place.of(text);
    } catch (IllegalArgumentException malformed) {
      throw new TypeConversionException(malformed.getMessage());
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
