package io.counterstream.analytics.model;

import java.util.ArrayList;
import java.util.List;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;

/**
 * Counters with the largest weights, in bounded memory whatever the number of counters: a frequent
 * items sketch (Anderson et al., "A High-Performance Algorithm for Identifying Frequent Items in
 * Data Streams", 2017), and the error of the sketches that were stored and loaded. Not thread-safe.
 */
public final class HotSketch {
  /** At most three quarters of this are counters that are held; a power of two. */
  private static final int SLOTS = 256;

  private final ItemsSketch<String> sketch = new ItemsSketch<>(SLOTS);
  private long loadedError;

  /** Adds a weight, 0 or more. */
  public void add(String counter, long weight) {
    if (weight > 0) {
      sketch.update(counter, weight);
    }
  }

  /** Adds another sketch. */
  public void add(HotSketch other) {
    sketch.merge(other.sketch);
    loadedError += other.loadedError;
  }

  /** The largest weight that a counter may have beyond its estimate, or without being held. */
  public long errorMax() {
    return sketch.getMaximumError() + loadedError;
  }

  /** The counters held, those with the largest estimates first, at most {@code limit}. */
  public List<String> top(int limit) {
    List<String> top = new ArrayList<>();
    if (!sketch.isEmpty()) {
      for (ItemsSketch.Row<String> row : rows()) {
        if (top.size() < limit) {
          top.add(row.getItem());
        }
      }
    }
    return top;
  }

  private ItemsSketch.Row<String>[] rows() {
    return sketch.getFrequentItems(0, ErrorType.NO_FALSE_NEGATIVES);
  }

  /** Encodes it for a store. */
  public byte[] encode() {
    return StoredBytes.write(out -> {
      out.writeLong(errorMax());
      ItemsSketch.Row<String>[] rows = sketch.isEmpty() ? null : rows();
      out.writeInt(rows == null ? 0 : rows.length);
      if (rows != null) {
        for (ItemsSketch.Row<String> row : rows) {
          StoredBytes.writeText(out, row.getItem());
          out.writeLong(row.getLowerBound());
        }
      }
    });
  }

  /** Decodes what {@link #encode} has written. */
  public static HotSketch decode(byte[] stored) {
    return StoredBytes.read(stored, in -> {
      HotSketch loaded = new HotSketch();
      loaded.loadedError = in.readLong();
      for (int i = in.readInt(); i > 0; i--) {
        loaded.add(StoredBytes.readText(in), in.readLong());
      }
      return loaded;
    });
  }
}
