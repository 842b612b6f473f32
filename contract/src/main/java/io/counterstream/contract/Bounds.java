package io.counterstream.contract;

import java.util.OptionalLong;

/**
 * The values that a command may leave its counter with, both ends included. A command whose result
 * is not one of them is a conflict.
 *
 * @param min the least value; empty if there is none
 * @param max the greatest value; empty if there is none
 */
public record Bounds(OptionalLong min, OptionalLong max) {
  /** No bounds. */
  public static final Bounds NONE = new Bounds(OptionalLong.empty(), OptionalLong.empty());

  /** Checks that a value can lie within. */
  public Bounds {
    if (min.isPresent() && max.isPresent() && min.getAsLong() > max.getAsLong()) {
      throw new IllegalArgumentException(
          "min must be at most max, but " + min.getAsLong() + " is more than " + max.getAsLong());
    }
  }

  /** Returns the bounds {@code min} and no greatest value. */
  public static Bounds atLeast(long min) {
    return new Bounds(OptionalLong.of(min), OptionalLong.empty());
  }

  /** Returns the bounds {@code max} and no least value. */
  public static Bounds atMost(long max) {
    return new Bounds(OptionalLong.empty(), OptionalLong.of(max));
  }

  /** Returns the bounds {@code min} and {@code max}. */
  public static Bounds between(long min, long max) {
    return new Bounds(OptionalLong.of(min), OptionalLong.of(max));
  }

  /** Whether a value lies within. */
  public boolean contain(long value) {
    return value >= min.orElse(Long.MIN_VALUE) && value <= max.orElse(Long.MAX_VALUE);
  }

  /** As in {@code at least 0 and at most 9}. */
  @Override
  public String toString() {
    String least = min.isPresent() ? "at least " + min.getAsLong() : "";
    String most = max.isPresent() ? "at most " + max.getAsLong() : "";
    return least.isEmpty() || most.isEmpty() ? least + most : least + " and " + most;
  }

  /** Whether there is neither a least nor a greatest value. */
  public boolean isEmpty() {
    return min.isEmpty() && max.isEmpty();
  }
}
