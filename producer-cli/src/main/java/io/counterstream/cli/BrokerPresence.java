package io.counterstream.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Reports once when the brokers stop responding, and once when they respond again. */
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
   * Starts with brokers that respond.
   *
   * @param answers returns whether they respond within a time
   * @param servers their addresses, for the messages
   * @param err receives the messages
   * @param nanos the clock, as {@link System#nanoTime}
   */
  BrokerPresence(Predicate<Duration> answers, String servers, PrintWriter err, LongSupplier nanos) {
    this.answers = answers;
    this.servers = servers;
    this.err = err;
    this.nanos = nanos;
    this.heardNanos = nanos.getAsLong();
  }

  /** Records that a record came from them. */
  void heard() {
    heardNanos = nanos.getAsLong();
    if (away) {
      away = false;
      err.println("Kafka at " + servers + " responds again, after "
          + Duration.ofNanos(heardNanos - awayNanos).toSeconds() + " s.");
    }
  }

  /** Records that nothing came. If that lasts, asks the brokers. */
  void quiet() {
    if (!away && nanos.getAsLong() - heardNanos < QUIET.toNanos()) {
      return;
    }
    if (answers.test(PATIENCE)) {
      heard();
    } else if (!away) {
      away = true;
      awayNanos = nanos.getAsLong();
      err.println("Kafka at " + servers + " does not respond: waiting until it does. No outcome is"
          + " missed. Ctrl-C ends.");
    }
  }
}
