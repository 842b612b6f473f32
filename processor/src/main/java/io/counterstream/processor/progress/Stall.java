package io.counterstream.processor.progress;

import java.time.Duration;
import java.util.List;

/**
 * A lack of progress and its cause.
 *
 * @param kind what it waits for
 * @param cause what exactly, as a phrase
 * @param partitions the partitions of the command topic that it affects, by name; empty if it is
 *     not known which
 * @param lasted for how long
 */
public record Stall(Wait.Kind kind, String cause, List<String> partitions, Duration lasted) {
  /** Copies the list. */
  public Stall {
    partitions = List.copyOf(partitions);
  }

  /** What an operator should read. */
  public String text() {
    String where = partitions.isEmpty() ? "" : String.join(", ", partitions) + ": ";
    return where + cause + " (for " + lasted.toSeconds() + " s)";
  }
}
