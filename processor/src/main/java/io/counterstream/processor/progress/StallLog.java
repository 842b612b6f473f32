package io.counterstream.processor.progress;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs stalls: a line when one begins, a line a minute while it lasts, and a line when all that
 * were logged have ended, however often it is called and they begin. Used by one thread.
 */
public final class StallLog {
  private static final Logger LOG = LoggerFactory.getLogger(StallLog.class);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(60);

  /** The shortest time between two lines about stalls, whatever changes. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private static final int STALLS_NAMED = 5;

  private final LongSupplier nanoClock;

  /** When the first of the present stalls was seen; empty if there is none. */
  private Optional<Long> sinceNanos = Optional.empty();

  private Optional<Long> lastLineNanos = Optional.empty();

  /** What the last line was about; empty if all of that has ended. */
  private Set<String> named = Set.of();

  /** Creates a log; the clock only rises. */
  public StallLog(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Reports the present stalls; all of them each time. */
  public void report(List<Stall> stalls) {
    long now = nanoClock.getAsLong();
    if (stalls.isEmpty()) {
      end(now);
      return;
    }
    Set<String> present = stalls.stream().map(StallLog::identity).collect(Collectors.toSet());
    Duration pause = named.containsAll(present) ? BETWEEN_LINES : PAUSE;
    if (lastLineNanos.stream().allMatch(line -> now - line >= pause.toNanos())) {
      LOG.warn("Commands wait and nothing is committed: {}", text(stalls));
      lastLineNanos = Optional.of(now);
      named = new HashSet<>(present);
    }
    if (sinceNanos.isEmpty()) {
      sinceNanos = Optional.of(now);
    }
  }

  private void end(long now) {
    if (!named.isEmpty()) {
      LOG.info(
          "Every partition of this processor makes progress again, after {} s",
          Duration.ofNanos(now - sinceNanos.orElse(now)).toSeconds());
    }
    named = Set.of();
    sinceNanos = Optional.empty();
  }

  private static String identity(Stall stall) {
    return stall.kind() + " " + stall.partitions();
  }

  private static String text(List<Stall> stalls) {
    String first =
        stalls.stream().limit(STALLS_NAMED).map(Stall::text).collect(Collectors.joining("; "));
    int others = stalls.size() - STALLS_NAMED;
    return others > 0 ? first + "; and " + others + " more" : first;
  }
}
