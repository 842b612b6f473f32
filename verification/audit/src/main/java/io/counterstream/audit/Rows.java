package io.counterstream.audit;

import java.util.ArrayList;
import java.util.List;

/** A growing table of rows that all have the same number of longs; no object per row. */
final class Rows {
  private static final int CHUNK_ROWS = 1 << 8;

  private final int width;
  private final List<long[]> chunks = new ArrayList<>();
  private int size;

  Rows(int width) {
    this.width = width;
  }

  /** Adds a row at the end. */
  void add(long... row) {
    if (row.length != width) {
      throw new IllegalArgumentException("row must have " + width + " longs, had " + row.length);
    }
    if (size % CHUNK_ROWS == 0) {
      chunks.add(new long[CHUNK_ROWS * width]);
    }
    System.arraycopy(row, 0, chunks.get(size / CHUNK_ROWS), size % CHUNK_ROWS * width, width);
    size++;
  }

  long get(int row, int column) {
    return chunks.get(row / CHUNK_ROWS)[row % CHUNK_ROWS * width + column];
  }

  int size() {
    return size;
  }
}
