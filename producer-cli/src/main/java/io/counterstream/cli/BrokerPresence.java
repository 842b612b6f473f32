package io.counterstream.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Says once when the brokers don't answer any more, and once when they do again. */
final class BrokerPresence {
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Predicate<Duration> answers;
  private final String servers;
  private final PrintWriter err;
  private final LongSupplier nanos;
  private long heardNanos;
  private long awayNanos;
  private boolean away;

  /**
   * Of brokers that answer now.
   *
   * @param answers whether they do within that time
   * @param servers what they are called
   * @param err told
   * @param nanos the clock, as {@link System#nanoTime}
   */
  BrokerPresence(Predicate<Duration> answers, String servers, PrintWriter err, LongSupplier nanos) {
    this.answers = answers;
    this.servers = servers;
    this.err = err;
    this.nanos = nanos;
    this.heardNanos = nanos.getAsLong();
  }

  /** Something came from them. */
  void heard() {
    heardNanos = nanos.getAsLong();
    if (away) {
      away = false;
      err.println("Kafka at " + servers + " answers again, after "
          + Duration.ofNanos(heardNanos - awayNanos).toSeconds() + " s.");
    }
  }

  /** Nothing came: asks, if that has been so for a while. */
  void quiet() {
    if (!away && nanos.getAsLong() - heardNanos < QUIET.toNanos()) {
      return;
    }
    if (answers.test(PATIENCE)) {
      heard();
    } else if (!away) {
      away = true;
      awayNanos = nanos.getAsLong();
      err.println("No answer from Kafka at " + servers + ": waiting until it is back; nothing will"
          + " be missed. Ctrl-C ends.");
    }
  }
}
