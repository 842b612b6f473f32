package io.counterstream.testkit.wait;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits of tests: all of them end after the same time, which is long enough for a busy machine. */
public final class Waiting {
  /** The longest wait. */
  public static final Duration LIMIT = Duration.ofSeconds(120);

  private Waiting() {}

  /** Starts the description of a wait that fails after {@link #LIMIT}. */
  public static ConditionFactory await() {
    return Awaitility.await().atMost(LIMIT);
  }
}
