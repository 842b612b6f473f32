package io.counterstream.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of aligned columns for people: texts to the left, numbers to the right. A column grows with
 * its content. (Picocli's {@code TextTable} aligns to the left only, with fixed widths.)
 */
public final class Columns {
  private static final String GAP = "  ";
  // A longer text shifts the rest of its own line only.
  private static final int WIDTH_MAX = 40;

  private final Side[] sides;
  private final int[] widths;

  /** The alignment of a column. */
  public enum Side {
    /** For texts. */
    LEFT,
    /** For numbers. */
    RIGHT
  }

  /** Creates columns of these alignments. */
  public Columns(Side... sides) {
    this.sides = sides.clone();
    this.widths = new int[sides.length];
  }

  /** Returns a line per row, aligned with each other and with those of earlier calls. */
  public List<String> lines(List<List<String>> rows) {
    rows.forEach(this::measure);
    return rows.stream().map(this::line).toList();
  }

  private void measure(List<String> row) {
    for (int i = 0; i < row.size(); i++) {
      widths[i] = Math.max(widths[i], Math.min(WIDTH_MAX, row.get(i).length()));
    }
  }

  private String line(List<String> row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      String space = " ".repeat(Math.max(0, widths[i] - row.get(i).length()));
      cells.add(sides[i] == Side.LEFT ? row.get(i) + space : space + row.get(i));
    }
    return String.join(GAP, cells).stripTrailing();
  }
}
