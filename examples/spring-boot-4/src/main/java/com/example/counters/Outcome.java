package com.example.counters;

/**
 * An outcome as JSON has it: which fields are null depends on its type. Unknown fields are ignored.
 *
 * @param type {@code applied}, {@code conflict} or {@code rejected}
 */
public record Outcome(
    String type,
    String commandId,
    Object expected,
    Long previous,
    Long value,
    Long version,
    String reason,
    String message) {

  @Override
  public String toString() {
    String words =
        switch (type) {
          case "applied" -> previous + " -> " + value + "  (version " + version + ")";
          // The expectation failed, and nothing changed: decide again on the current value.
          case "conflict" -> "expected " + expected + ", is " + value + "  (version " + version + ")";
          // Sending the same command again is of no use.
          default -> reason + ": " + message;
        };
    return "%-8s  %s".formatted(type, words);
  }
}
