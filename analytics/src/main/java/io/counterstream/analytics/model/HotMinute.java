package io.counterstream.analytics.model;

import io.counterstream.contract.Outcome;
import java.math.BigInteger;

/** The hot counters of a minute, by three weights. Not thread-safe. */
public final class HotMinute {
  /** Larger deltas weigh as much as this, so that no sum of weights leaves 64 bits. */
  private static final long DELTA_WEIGHT_MAX = 1L << 40;

  private final HotSketch commands;
  private final HotSketch conflicts;
  private final HotSketch moves;

  /** Creates a minute without outcomes. */
  public HotMinute() {
    this(new HotSketch(), new HotSketch(), new HotSketch());
  }

  private HotMinute(HotSketch commands, HotSketch conflicts, HotSketch moves) {
    this.commands = commands;
    this.conflicts = conflicts;
    this.moves = moves;
  }

  /** Counts an outcome. */
  public void add(String counter, Outcome outcome) {
    commands.add(counter, 1);
    if (outcome instanceof Outcome.Conflict) {
      conflicts.add(counter, 1);
    } else if (outcome instanceof Outcome.Applied applied) {
      long amount = applied.delta() == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(applied.delta());
      moves.add(counter, Math.min(amount, DELTA_WEIGHT_MAX));
    }
  }

  /** Counts what a window of one counter holds. */
  public void add(String counter, WindowStats window) {
    commands.add(counter, window.commands());
    conflicts.add(counter, window.conflicts());
    BigInteger amount = window.positive().subtract(window.negative());
    moves.add(counter, amount.min(BigInteger.valueOf(DELTA_WEIGHT_MAX)).longValue());
  }

  /** Adds another minute. */
  public void add(HotMinute other) {
    commands.add(other.commands);
    conflicts.add(other.conflicts);
    moves.add(other.moves);
  }

  /** By commands. */
  public HotSketch commands() {
    return commands;
  }

  /** By conflicts. */
  public HotSketch conflicts() {
    return conflicts;
  }

  /** By the sum of the amounts of deltas. */
  public HotSketch moves() {
    return moves;
  }

  /** Encodes it for a store. */
  public byte[] encode() {
    return StoredBytes.write(out -> {
      for (HotSketch each : new HotSketch[] {commands, conflicts, moves}) {
        byte[] bytes = each.encode();
        out.writeInt(bytes.length);
        out.write(bytes);
      }
    });
  }

  /** Decodes what {@link #encode} has written. */
  public static HotMinute decode(byte[] stored) {
    return StoredBytes.read(
        stored,
        in -> new HotMinute(
            HotSketch.decode(in.readNBytes(in.readInt())),
            HotSketch.decode(in.readNBytes(in.readInt())),
            HotSketch.decode(in.readNBytes(in.readInt()))));
  }
}
