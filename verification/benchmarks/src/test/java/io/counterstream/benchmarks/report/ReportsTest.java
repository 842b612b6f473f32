package io.counterstream.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The forms in which results leave: JSON, a table, a plot. */
final class ReportsTest {
  private static final Results RESULTS = new Results(List.of(
      Figures.with(
          Figures.row("hot", 5, "counterstream", 90_000, 100_000, 120_000),
          Metric.P50_MILLIS,
          12.5),
      Figures.row("hot", 5, "blocking", 128)));

  @Test
  void writesMediansAndSpreadsAsJson() throws Exception {
    JsonNode rows = new ObjectMapper().readTree(JsonReport.of(RESULTS));
    assertThat(rows.isArray()).isTrue();
    JsonNode row = rows.get(0);
    assertThat(row.get("scenario").asText()).isEqualTo("hot");
    assertThat(row.get("tableLatencyMillis").asInt()).isEqualTo(5);
    assertThat(row.get("contender").asText()).isEqualTo("counterstream");
    assertThat(row.get("commandsPerSecond").asDouble()).isEqualTo(100_000);
    assertThat(row.get("p50Millis").asDouble()).isEqualTo(12.5);
    assertThat(row.get("spread").get("commandsPerSecond").toString())
        .isEqualTo("[90000.0,120000.0]");
    assertThat(row.has("p99Millis")).isTrue();
    assertThat(row.get("p99Millis").isNull()).isTrue();
    assertThat(row.has("tableRequestsPerCommand")).isTrue();
    assertThat(row.has("writeUnitsPerCommand")).isTrue();
  }

  /** Requests per command of a hot counter are some ten thousandths. */
  @Test
  void writesSixDigitsAndNoEndlessNumberOfCounters() throws Exception {
    Row row = Figures.with(
        Figures.sized(Figures.row("cold", 0, "counterstream", 1), Integer.MAX_VALUE),
        Metric.TABLE_REQUESTS,
        0.000_327_841_9);
    JsonNode json =
        new ObjectMapper().readTree(JsonReport.of(new Results(List.of(row)))).get(0);
    assertThat(json.get("tableRequestsPerCommand").asDouble()).isEqualTo(0.000_327_842);
    assertThat(json.get("counters").isNull()).isTrue();
  }

  @Test
  void writesATableInMarkdown() {
    List<String> lines = TextTable.of(RESULTS).lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).startsWith("| scenario | counters | table +ms | contender ");
    assertThat(lines.get(2)).contains("| 100,000 ").contains("| 20 % ").contains("| 12.5 ");
    assertThat(lines).extracting(String::length).containsOnly(lines.get(0).length());
  }

  @Test
  void writesTheGoalsAsATable() {
    String table = TextTable.of(Goals.of(RESULTS));
    assertThat(table)
        .containsPattern("\\| hot, 5 ms, × blocking +\\| at least 200 +\\| 781 +\\| yes ");
    assertThat(table.lines().filter(line -> line.startsWith("|"))).hasSize(3);
    assertThat(table).contains("of 20 goals 19 were not measured");
  }

  @Test
  void plotsABarForEachRow() throws Exception {
    Document svg = DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(SvgPlot.of(RESULTS))));
    assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(1 + 2);
    assertThat(svg.getDocumentElement().getTextContent())
        .contains("hot, 5 ms")
        .contains("100,000  counterstream")
        .contains("128  blocking");
  }

  @Test
  void plotsNothingWithoutRows() {
    assertThat(SvgPlot.of(new Results(List.of()))).endsWith("</svg>\n");
  }
}
