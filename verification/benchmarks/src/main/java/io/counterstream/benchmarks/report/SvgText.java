package io.counterstream.benchmarks.report;

import java.util.Locale;
import java.util.Map;

/** What all plots share: elements, colours and the frame. */
final class SvgText {
  private static final Map<String, String> COLOURS = Map.of(
      "counterstream", "#0b6e4f",
      "blocking", "#b3541e",
      "parallel-consumer", "#c89b3c",
      "table-limit", "#5c6b7a",
      "stream-limit", "#9aa7b4",
      "round-trip", "#3b6fb6");

  private SvgText() {}

  static String colour(String contender) {
    return COLOURS.getOrDefault(contender, "#888");
  }

  static String element(String format, Object... values) {
    return String.format(Locale.ROOT, format, values) + '\n';
  }

  static String document(int width, int height, String title, String content) {
    return element(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d'>",
            width, height, width, height)
        + element("<style>text { font: 11px sans-serif; fill: #222 } .title { font-weight: bold }"
            + " .grid { stroke: #ddd } .spread { stroke: #111; stroke-width: 1.5 }</style>")
        + element("<rect width='100%%' height='100%%' fill='#fff'/>")
        + element("<text x='8' y='18' class='title'>%s</text>", title)
        + content
        + "</svg>\n";
  }
}
