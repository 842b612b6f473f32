package io.counterstream.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Lines of columns for people: text to the left, numbers to the right. Columns grow as needed. */
public final class Columns {
  private static final String GAP = "  ";
  // Beyond this a long text shifts its own line only.
  private static final int WIDTH_MAX = 40;

  private final Side[] sides;
  private final int[] widths;

  /** Where a column's text stands. */
  public enum Side {
    /** At the left, as texts do. */
    LEFT,
    /** At the right, as numbers do. */
    RIGHT
  }

  /** Columns of these kinds. */
  public Columns(Side... sides) {
    this.sides = sides.clone();
    this.widths = new int[sides.length];
  }

  /** All rows as lines, aligned with each other and with those of earlier calls. */
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
