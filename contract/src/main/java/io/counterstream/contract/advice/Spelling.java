package io.counterstream.contract.advice;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word of which another one is probably a misspelling. */
public final class Spelling {
  private static final int LENGTH_MAX = 64;
  private static final int SHORT = 4;
  private static final int EDITS_MAX = 2;

  private Spelling() {}

  /**
   * Returns the word that differs from {@code given} by the fewest characters; empty if each
   * differs by more than two, by more than one if either has up to three, or entirely. Ignores
   * case.
   */
  public static Optional<String> nearest(String given, Collection<String> words) {
    if (given.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    Optional<String> nearest = Optional.empty();
    int nearestEdits = EDITS_MAX + 1;
    for (String word : words) {
      int edits = edits(given.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
      int shorter = Math.min(given.length(), word.length());
      if (edits < Math.min(nearestEdits, shorter) && edits <= (shorter < SHORT ? 1 : EDITS_MAX)) {
        nearest = Optional.of(word);
        nearestEdits = edits;
      }
    }
    return nearest;
  }

  /** The Levenshtein distance: how many characters to insert, remove or replace. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
