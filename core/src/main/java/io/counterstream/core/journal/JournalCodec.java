package io.counterstream.core.journal;

import io.counterstream.contract.CounterState;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The journal as bytes.
 *
 * <pre>
 *   journal = format (1)  [ newest  step* ]          newest entry first
 *           | format (2)  delta  changes             what was added to value and version;
 *                         newest  step*              values and versions are relative to those
 *                                                    stored beside the journal
 *   newest  = distance    value       version        distance: from the item's offset, usually 0
 *             epoch       hash (4)                   of the newest command; epoch: plus 1
 *   step    = offsets·00                             to the next older entry; value and version
 *                                                    step as they last did, initially by 1
 *           | offsets·10  values  versions           the same, with their own steps
 *           | n·1                                    the last step, n+1 times more
 * </pre>
 *
 * <p>An entry without a state has value 0 and version -1. That of a counter that was deleted at
 * version n has value 0 and version -1 - n.
 *
 * <p>Numbers are variable-length integers of 7 bits a byte, low bits first (LEB128); values,
 * versions and their steps are zigzag-encoded, as in Protocol Buffers. The newest entry is
 * absolute, so that an edit of the item's value by another writer does not change the journal. The
 * second format is for a {@link io.counterstream.core.BlindUpdate}, which changes an item without
 * reading it.
 */
public final class JournalCodec {
  /** A bound on the part before the first step, in bytes. */
  static final int HEADER_BYTES_MAX = 1 + 10 + 10 + 10 + 10 + 10 + 5 + Integer.BYTES;

  /**
   * A bound on the size of one more entry, in bytes: an op, two steps, and the repeat op it ends.
   */
  static final int ENTRY_BYTES_MAX = 10 + 10 + 10 + 5;

  private static final byte FORMAT = 1;
  private static final byte FORMAT_RELATIVE = 2;

  private JournalCodec() {}

  /**
   * Encodes a journal.
   *
   * @param journal the entries
   * @param itemOffset the offset of the journal's item, at least that of the newest entry
   */
  public static byte[] encode(Journal journal, long itemOffset) {
    VarintWriter out = new VarintWriter();
    out.writeByte(FORMAT);
    return encode(out, journal, itemOffset);
  }

  /**
   * Encodes a journal whose values and versions are relative to a state that is not known.
   *
   * @param journal the entries
   * @param itemOffset the offset of the journal's item, at least that of the newest entry
   * @param move what its commands add to that state
   */
  public static byte[] encodeRelative(Journal journal, long itemOffset, Move move) {
    VarintWriter out = new VarintWriter();
    out.writeByte(FORMAT_RELATIVE);
    out.writeSigned(move.delta());
    out.write(move.changes());
    return encode(out, journal, itemOffset);
  }

  private static byte[] encode(VarintWriter out, Journal journal, long itemOffset) {
    List<Run> runs = journal.runs();
    if (runs.isEmpty()) {
      return out.toBytes();
    }
    Run newest = runs.get(runs.size() - 1);
    int last = newest.count() - 1;
    out.write(itemOffset - newest.lastOffset());
    out.writeSigned(newest.valueAt(last));
    out.writeSigned(newest.versionAt(last));
    out.write(journal.fingerprint().leaderEpoch() + 1L);
    out.writeInt(journal.fingerprint().hash());
    StepWriter steps = new StepWriter(out);
    for (int i = runs.size() - 1; i >= 0; i--) {
      Run run = runs.get(i);
      steps.write(run.offsetStep(), run.valueStep(), run.versionStep(), run.count() - 1);
      if (i > 0) {
        Run older = runs.get(i - 1);
        int end = older.count() - 1;
        steps.write(
            run.offset() - older.lastOffset(),
            run.value() - older.valueAt(end),
            run.version() - older.versionAt(end),
            1);
      }
    }
    steps.flush();
    return out.toBytes();
  }

  /**
   * Decodes a journal.
   *
   * @param bytes the journal from {@link #encode} or {@link #encodeRelative}
   * @param itemOffset the offset of the journal's item
   * @param before the state stored beside the journal, if there is one
   * @throws IllegalArgumentException if the bytes are no journal; the message states the reason
   */
  public static Journal decode(byte[] bytes, long itemOffset, Optional<CounterState> before) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      byte format = in.get();
      if (format != FORMAT && format != FORMAT_RELATIVE) {
        throw new IllegalArgumentException("journal must start with format " + FORMAT + " or "
            + FORMAT_RELATIVE + ", found " + format);
      }
      if (format == FORMAT) {
        return in.hasRemaining() ? decodeEntries(in, itemOffset) : Journal.EMPTY;
      }
      readMove(in);
      Journal journal = decodeEntries(in, itemOffset);
      CounterState base = before.orElseThrow(() -> new IllegalArgumentException(
          "journal of format " + format + " must have a state beside it, found none"));
      return journal.shiftedBy(base.value(), base.version());
    } catch (BufferUnderflowException truncated) {
      throw endsEarly(bytes, truncated);
    }
  }

  private static IllegalArgumentException endsEarly(
      byte[] bytes, BufferUnderflowException truncated) {
    return new IllegalArgumentException(
        "journal ends too early, after " + bytes.length + " bytes", truncated);
  }

  /**
   * What the commands of a relative journal added, if this is one.
   *
   * @param bytes the journal from {@link #encode} or {@link #encodeRelative}
   * @throws IllegalArgumentException if the bytes are no journal; the message states the reason
   */
  public static Optional<Move> move(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      return in.get() == FORMAT_RELATIVE ? Optional.of(readMove(in)) : Optional.empty();
    } catch (BufferUnderflowException truncated) {
      throw endsEarly(bytes, truncated);
    }
  }

  private static Move readMove(ByteBuffer in) {
    return new Move(Varint.unzigzag(Varint.read(in)), Varint.read(in));
  }

  private static Journal decodeEntries(ByteBuffer in, long itemOffset) {
    List<Run> newestFirst = new ArrayList<>();
    Run oldest = decodeNewest(in, itemOffset);
    newestFirst.add(oldest);
    Fingerprint fingerprint = decodeFingerprint(in);
    long offsets = 1;
    long values = 1;
    long versions = 1;
    while (in.hasRemaining()) {
      long op = Varint.read(in);
      long times = 1;
      if ((op & 1) == 1) {
        times = (op >>> 1) + 1;
      } else {
        offsets = op >>> 2;
        if ((op & 2) != 0) {
          values = Varint.unzigzag(Varint.read(in));
          versions = Varint.unzigzag(Varint.read(in));
        }
      }
      if (offsets < 1 || times > Integer.MAX_VALUE - 1 || times > oldest.offset() / offsets) {
        throw new IllegalArgumentException("journal steps below offset 0: from " + oldest.offset()
            + ", " + times + " times " + offsets);
      }
      int count = (int) times;
      Run older = new Run(
          oldest.offset() - times * offsets,
          oldest.value() - times * values,
          oldest.version() - times * versions,
          count == 1 ? 0 : offsets,
          count == 1 ? 0 : values,
          count == 1 ? 0 : versions,
          count);
      newestFirst.add(checked(older));
      oldest = older;
    }
    Collections.reverse(newestFirst);
    return Journal.ofRuns(newestFirst, fingerprint);
  }

  private static Run decodeNewest(ByteBuffer in, long itemOffset) {
    long offset = itemOffset - Varint.read(in);
    long value = Varint.unzigzag(Varint.read(in));
    return checked(new Run(offset, value, Varint.unzigzag(Varint.read(in))));
  }

  private static Fingerprint decodeFingerprint(ByteBuffer in) {
    long epoch = Varint.read(in) - 1;
    if (epoch < -1 || epoch > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "journal's leader epoch must be -1 to " + Integer.MAX_VALUE + ", found " + epoch);
    }
    return new Fingerprint((int) epoch, in.getInt());
  }

  private static Run checked(Run run) {
    if (run.offset() < 0 || !isState(run, 0) || !isState(run, run.count() - 1)) {
      throw new IllegalArgumentException("journal entry must have an offset of 0 or more, and the"
          + " value 0 where its version is below 0, found " + run);
    }
    return run;
  }

  private static boolean isState(Run run, int index) {
    return run.versionAt(index) >= 0 || run.valueAt(index) == 0;
  }

  /**
   * What a blind update added.
   *
   * @param delta the number added to the value
   * @param changes the number added to the version
   */
  public record Move(long delta, long changes) {}

  /** A bound on the bytes that {@code run} adds after {@code older}, which may be null. */
  static int bytesMax(Run older, Run run) {
    int bytes = 0;
    if (older != null) {
      int end = older.count() - 1;
      bytes += stepBytes(
          run.offset() - older.lastOffset(),
          run.value() - older.valueAt(end),
          run.version() - older.versionAt(end));
    }
    if (run.count() > 1) {
      bytes += stepBytes(run.offsetStep(), run.valueStep(), run.versionStep());
      bytes += run.count() > 2 ? Varint.SIZE_MAX_INT : 0;
    }
    return bytes;
  }

  private static int stepBytes(long offsets, long values, long versions) {
    return Varint.size(offsets << 2)
        + Varint.size(Varint.zigzag(values))
        + Varint.size(Varint.zigzag(versions));
  }

  /** Writes steps and collapses equal ones. */
  private static final class StepWriter {
    private final VarintWriter out;
    private long offsets = 1;
    private long values = 1;
    private long versions = 1;
    private long repeats;

    StepWriter(VarintWriter out) {
      this.out = out;
    }

    void write(long offsetStep, long valueStep, long versionStep, int times) {
      if (times == 0) {
        return;
      }
      boolean sameStates = valueStep == values && versionStep == versions;
      if (sameStates && offsetStep == offsets) {
        repeats += times;
        return;
      }
      flush();
      out.write(offsetStep << 2 | (sameStates ? 0 : 2));
      if (!sameStates) {
        out.writeSigned(valueStep);
        out.writeSigned(versionStep);
      }
      offsets = offsetStep;
      values = valueStep;
      versions = versionStep;
      repeats = times - 1L;
    }

    void flush() {
      if (repeats > 0) {
        out.write((repeats - 1) << 1 | 1);
        repeats = 0;
      }
    }
  }
}
