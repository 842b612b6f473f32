package io.counterstream.cli.publish;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The progress of a publication as a line: bar, commands, rate, time left. */
final class PublishProgress {
  private static final int BAR_COLUMNS_MAX = 30;
  private static final int BAR_COLUMNS_MIN = 5;

  private final Optional<Long> size;
  private final long beginning;
  private final long begunNanos = System.nanoTime();
  private final LongSupplier commands;
  private volatile long bytes;

  /**
   * Starts at a position.
   *
   * @param size the size of the input in bytes, if it is known
   * @param beginning the bytes before this run
   * @param commands returns how many commands this run has sent
   */
  PublishProgress(Optional<Long> size, long beginning, LongSupplier commands) {
    this.size = size;
    this.beginning = beginning;
    this.commands = commands;
    this.bytes = beginning;
  }

  /** Records how many bytes of the input were read. */
  void reached(long read) {
    bytes = read;
  }

  /** Returns the line, at most {@code columns} wide if its figures fit. */
  String text(int columns) {
    return text(columns, Duration.ofNanos(System.nanoTime() - begunNanos));
  }

  String text(int columns, Duration elapsed) {
    double seconds = Math.max(0.001, elapsed.toNanos() / 1e9);
    long sent = commands.getAsLong();
    String rate = String.format(Locale.ROOT, "%,d sent  %,.0f/s", sent, sent / seconds);
    if (size.isEmpty() || size.get() == 0) {
      return rate;
    }
    double part = Math.min(1, (double) bytes / size.get());
    String figures =
        String.format(Locale.ROOT, " %3.0f %%  %s  ETA %s", part * 100, rate, left(seconds));
    int bar = Math.min(BAR_COLUMNS_MAX, columns - figures.length() - 2);
    return bar < BAR_COLUMNS_MIN ? figures.strip() : bar(bar, part) + figures;
  }

  private String left(double seconds) {
    long read = bytes - beginning;
    if (read <= 0) {
      return "-:--";
    }
    long left = Math.round((size.orElseThrow() - bytes) * seconds / read);
    return left < 3600
        ? String.format("%d:%02d", left / 60, left % 60)
        : String.format("%d:%02d:%02d", left / 3600, left / 60 % 60, left % 60);
  }

  private static String bar(int columns, double part) {
    int full = (int) Math.round(columns * part);
    return "[" + "#".repeat(full) + ".".repeat(columns - full) + "]";
  }
}
