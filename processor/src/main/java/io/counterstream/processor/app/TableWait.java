package io.counterstream.processor.app;

import io.counterstream.contract.failure.Causes;
import io.counterstream.core.table.TableUnavailableException;
import io.counterstream.core.table.TableUnavailableException.Prospect;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the table's service at the start, and again if it is busy or not there yet. Other failures
 * are thrown at once.
 */
final class TableWait {
  private static final Logger LOG = LoggerFactory.getLogger(TableWait.class);

  /** The number of questions between two lines in the log. */
  private static final int QUESTIONS_PER_LINE = 10;

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final String service;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private final Consumer<Duration> pause;

  /**
   * A wait for a service.
   *
   * @param service the service, for the log
   * @param patience how long to ask again
   */
  TableWait(String service, Duration patience) {
    this(service, patience, System::nanoTime, TableWait::sleep);
  }

  /** A wait with another clock and another way to pause. */
  TableWait(String service, Duration patience, LongSupplier nanoTime, Consumer<Duration> pause) {
    this.service = service;
    this.patience = patience;
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  /**
   * Returns the answer.
   *
   * @throws TableUnavailableException if there is none in time, or never will be
   */
  <T> T ask(Supplier<T> question) {
    long began = nanoTime.getAsLong();
    for (int asked = 1; ; asked++) {
      try {
        return question.get();
      } catch (TableUnavailableException failed) {
        long waited = nanoTime.getAsLong() - began;
        if (failed.prospect() == Prospect.NEEDS_A_CHANGE || waited >= patience.toNanos()) {
          throw failed;
        }
        if (asked % QUESTIONS_PER_LINE == 1) {
          LOG.warn(
              "Waiting for {}, for up to {} s: {}",
              service,
              patience.toSeconds(),
              Causes.explain(failed));
        }
        pause.accept(PAUSE);
      }
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at the start", interrupted);
    }
  }
}
