package io.counterstream.contract;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The names of the five topics, which share a prefix. All have the same number of partitions.
 *
 * @param prefix the first part of the names, by default {@code counter}; 1 to 200 letters, digits,
 *     {@code . _ -}
 */
public record Topics(String prefix) {
  // Declared before DEFAULT, whose constructor uses it.
  private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9._-]{1,200}");

  /** The names with the default prefix. */
  public static final Topics DEFAULT = new Topics("counter");

  /** Checks the prefix. */
  public Topics {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "topic prefix must be 1 to 200 of letters, digits, '.', '_', '-', was '" + prefix + "'");
    }
  }

  /** Counter commands, keyed by counter. */
  public String commands() {
    return prefix + "-commands";
  }

  /** One outcome for every command that applied. */
  public String applied() {
    return prefix + "-applied";
  }

  /** One outcome for every command whose expectation or bounds failed. */
  public String conflicts() {
    return prefix + "-conflicts";
  }

  /** One outcome for every command that was refused for another reason. */
  public String rejected() {
    return prefix + "-rejected";
  }

  /** Copies of the records from which no command id can be read. */
  public String deadLetters() {
    return prefix + "-commands-dlq";
  }

  /** The three topics of outcomes: applied, conflicts, rejected. */
  public List<String> outcomes() {
    return List.of(applied(), conflicts(), rejected());
  }

  /** All five. */
  public List<String> all() {
    return List.of(commands(), applied(), conflicts(), rejected(), deadLetters());
  }

  /** The topic for outcomes of this type. */
  public String of(Outcome.Type type) {
    return switch (type) {
      case APPLIED -> applied();
      case CONFLICT -> conflicts();
      case REJECTED -> rejected();
    };
  }
}
