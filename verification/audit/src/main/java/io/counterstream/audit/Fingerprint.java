package io.counterstream.audit;

import io.counterstream.contract.Expectation;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * 64 bits in place of what an outcome repeats of its command, so that millions of commands fit into
 * memory. Two that differ look alike with a chance of about one in 2<sup>64</sup>.
 */
final class Fingerprint {
  private static final long MULTIPLIER = 0xff51afd7ed558ccdL;

  private long hash = MULTIPLIER;

  private Fingerprint() {}

  /** What applied events and conflicts repeat. */
  static long ofDecided(
      String commandId,
      String counter,
      long delta,
      Expectation expected,
      OptionalLong expectedVersion) {
    Word word = Word.of(expected);
    return new Fingerprint()
        .with(commandId)
        .with(counter)
        .with(delta)
        .with(word.ordinal())
        .with(word.valueOf(expected))
        .with(expectedVersion.orElse(Request.ANY_VERSION))
        .hash;
  }

  /** What a rejection because of an overflow repeats. */
  static long ofOverflow(String commandId, Optional<String> counter) {
    return new Fingerprint().with(commandId).with(counter).hash;
  }

  /** What a rejection because of a fault in the command repeats and says. */
  static long ofFault(String commandId, Optional<String> counter, String message) {
    return new Fingerprint().with(commandId).with(counter).with(message).hash;
  }

  private Fingerprint with(long number) {
    hash = (hash ^ number) * MULTIPLIER;
    hash ^= hash >>> 32;
    return this;
  }

  private Fingerprint with(String text) {
    with(text.length());
    for (int i = 0; i < text.length(); i++) {
      with(text.charAt(i));
    }
    return this;
  }

  private Fingerprint with(Optional<String> text) {
    return text.isPresent() ? with(1).with(text.get()) : with(0);
  }
}
