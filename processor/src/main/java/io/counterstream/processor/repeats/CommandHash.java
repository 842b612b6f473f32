package io.counterstream.processor.repeats;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.OptionalLong;

/**
 * What is remembered of a command: 128 bits of the SHA-256 of counter and command id, so that no
 * sender can choose them to equal another's, and 32 bits of each other field.
 *
 * <p>A command that deletes has no delta, and every other one has: so {@code delete} differs only
 * where {@code delta} does.
 *
 * @param idHigh the first half of the hash of counter and command id
 * @param idLow the second half
 * @param fields the other fields' hashes, in the order of {@link #NAMES}
 */
record CommandHash(long idHigh, long idLow, int... fields) {
  /** The other fields, in the order of the contract. */
  static final List<String> NAMES = List.of("delta", "expected", "expectedVersion", "min", "max");

  /** How many hashes of fields a command has. */
  static final int FIELDS = NAMES.size();

  private static final int ABSENT = 0;
  private static final int ANY = 1;
  private static final int NOT_EXISTING = 2;

  static CommandHash of(CounterCommand command) {
    byte[] counter = command.counter().getBytes(UTF_8);
    MessageDigest digest = sha256();
    digest.update((byte) counter.length);
    digest.update(counter);
    ByteBuffer id = ByteBuffer.wrap(digest.digest(command.commandId().getBytes(UTF_8)));
    return new CommandHash(
        id.getLong(),
        id.getLong(),
        command.delete() ? ABSENT : of(command.delta()),
        of(command.expected()),
        of(command.expectedVersion()),
        of(command.bounds().min()),
        of(command.bounds().max()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JVM has SHA-256", impossible);
    }
  }

  private static int of(OptionalLong value) {
    return value.isPresent() ? of(value.getAsLong()) : ABSENT;
  }

  private static int of(Expectation expected) {
    if (expected instanceof Expectation.Exactly exactly) {
      return of(exactly.value());
    }
    return expected instanceof Expectation.Any ? ANY : NOT_EXISTING;
  }

  /** The finalizer of SplitMix64: each bit of the value changes about half of those of the hash. */
  private static int of(long value) {
    long mixed = value + 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return (int) (mixed ^ (mixed >>> 31));
  }
}
