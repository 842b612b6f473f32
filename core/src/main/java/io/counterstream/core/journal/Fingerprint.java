package io.counterstream.core.journal;

import java.util.zip.CRC32C;

/**
 * Identifies a command's record beyond its offset, because a log that lost acknowledged records
 * gives their offsets to others.
 *
 * @param leaderEpoch the leader epoch that the record was appended in, which never falls along a
 *     log and rises with each election of a leader; -1 if it is unknown
 * @param hash CRC-32C of the record's timestamp, key and value; 0 with an unknown epoch matches
 *     every record
 */
public record Fingerprint(int leaderEpoch, int hash) {
  /** The fingerprint of a command whose record is not known. */
  public static final Fingerprint UNKNOWN = new Fingerprint(-1, 0);

  /** Checks the range. */
  public Fingerprint {
    if (leaderEpoch < -1) {
      throw new IllegalArgumentException("leader epoch must be -1 or more, was " + leaderEpoch);
    }
  }

  /**
   * The fingerprint of a record.
   *
   * @param leaderEpoch its leader epoch, -1 if it is unknown
   * @param timestampMillis its timestamp
   * @param key its key, may be null
   * @param value its value, may be null
   */
  public static Fingerprint of(int leaderEpoch, long timestampMillis, byte[] key, byte[] value) {
    CRC32C hash = new CRC32C();
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      hash.update((byte) (timestampMillis >> shift));
    }
    update(hash, key);
    update(hash, value);
    return new Fingerprint(leaderEpoch, (int) hash.getValue());
  }

  private static void update(CRC32C hash, byte[] bytes) {
    if (bytes != null) {
      hash.update(bytes, 0, bytes.length);
    }
  }

  /** Whether one record may have both fingerprints. */
  public boolean matches(Fingerprint other) {
    return hash == other.hash || equals(UNKNOWN) || other.equals(UNKNOWN);
  }

  /** Whether the record was appended by a later leader than another one. */
  public boolean isOfLaterLeaderThan(Fingerprint other) {
    return other.leaderEpoch >= 0 && leaderEpoch > other.leaderEpoch;
  }

  @Override
  public String toString() {
    return "leader epoch " + leaderEpoch + ", hash " + Integer.toHexString(hash);
  }
}
