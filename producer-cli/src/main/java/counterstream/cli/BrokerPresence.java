package counterstream.cli;

import counterstream.cli.kafka.OutcomeReader;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/** Says once when the brokers don't answer any more, and once when they do again. */
final class BrokerPresence {
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final OutcomeReader reader;
  private final String servers;
  private final PrintWriter err;
  private long heardNanos = System.nanoTime();
  private Instant awaySince;

  BrokerPresence(OutcomeReader reader, String servers, PrintWriter err) {
    this.reader = reader;
    this.servers = servers;
    this.err = err;
  }

  /** Something came from them. */
  void heard() {
    heardNanos = System.nanoTime();
    if (awaySince != null) {
      long seconds = Duration.between(awaySince, Instant.now()).toSeconds();
      err.println("Kafka at " + servers + " answers again, after " + seconds + " s.");
      awaySince = null;
    }
  }

  /** Nothing came: asks, if that has been so for a while. */
  void quiet() {
    if (awaySince == null && System.nanoTime() - heardNanos < QUIET.toNanos()) {
      return;
    }
    if (reader.isAnswered(PATIENCE)) {
      heard();
    } else if (awaySince == null) {
      awaySince = Instant.now();
      err.println("No answer from Kafka at " + servers + ": waiting until it is back; nothing will"
          + " be missed. Ctrl-C ends.");
    }
  }
}
