package io.counterstream.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterstream.benchmarks.report.SteadyRow.Phase;
import io.counterstream.benchmarks.report.SteadyRow.Place;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Tables, goals and plots of made-up figures under a steady load. */
final class SteadyReportTest {
  private static final Place WARM = new Place(0, Phase.WARM, 200);
  private static final Place COLD = new Place(0, Phase.COLD, 200);
  private static final Place IDLE = new Place(0, Phase.WARM, 0);

  private static final SteadyResults RESULTS = new SteadyResults(List.of(
      row(WARM, "counterstream", 12, 400),
      row(WARM, "blocking", 100, 400),
      row(WARM, "round-trip", 10, 300),
      new SteadyRow(IDLE, "counterstream", true, Map.of(SteadyFigure.CORES, 0.1)),
      row(COLD, "counterstream", 96, 900)));

  private static SteadyRow row(Place place, String contender, double p50, double cpu) {
    return new SteadyRow(
        place,
        contender,
        true,
        Map.of(
            SteadyFigure.P50_MILLIS,
            p50,
            SteadyFigure.P99_MILLIS,
            10 * p50,
            SteadyFigure.CPU_MILLIS,
            cpu,
            SteadyFigure.COMMITS,
            0.75,
            SteadyFigure.PUTS,
            Double.NaN));
  }

  @Test
  void comparesWithTheRoundTripOfTheSameRate() {
    List<String> lines = SteadyReport.table(RESULTS).lines().toList();
    assertThat(lines).hasSize(2 + 5);
    assertThat(lines.get(2)).startsWith("| 0         | cold  | 200  | counterstream | yes ");
    assertThat(lines.get(4))
        .startsWith(
            "| 0         | warm  | 200  | counterstream | yes      | 1.20  | 1.20  | 1.33 ");
    assertThat(lines).extracting(String::length).containsOnly(lines.get(0).length());
  }

  @Test
  void hasGoalsForRatiosAndCounts() {
    Map<String, Boolean> goals = SteadyGoals.of(RESULTS, 2).stream()
        .collect(Collectors.toMap(Goal::what, goal -> goal.isMet().orElseThrow()));
    assertThat(goals)
        .containsExactlyInAnyOrderEntriesOf(Map.of(
            "200/s, p50, × round-trip", true,
            "200/s, p99, × round-trip", true,
            "200/s, CPU, × blocking", true,
            // 100 commands a second and thread: one more within 10 ms.
            "200/s, commits per command", false,
            "200/s cold, p50, × warm", false,
            "idle, cores", false));
  }

  @Test
  void writesWhatWasMeasuredAsJson() throws Exception {
    JsonNode rows = new ObjectMapper().readTree(SteadyReport.json(RESULTS));
    assertThat(rows).hasSize(5);
    JsonNode warm = rows.get(2);
    assertThat(warm.get("rate").asInt()).isEqualTo(200);
    assertThat(warm.get("phase").asText()).isEqualTo("warm");
    assertThat(warm.get("keepsUp").asBoolean()).isTrue();
    assertThat(warm.get("p50Millis").asDouble()).isEqualTo(12);
    assertThat(warm.get("putsPerCommand").isNull()).isTrue();
  }

  @Test
  void plotsALineForEachContenderAndPercentile() throws Exception {
    Document svg = document(LatencyPlot.of(RESULTS));
    assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2 * 3 * 2);
    assertThat(svg.getDocumentElement().getTextContent())
        .contains("cold, table as it is", "warm, table as it is", "200/s", "round-trip");
    assertThat(LatencyPlot.of(new SteadyResults(List.of()))).endsWith("</svg>\n");
  }

  @Test
  void comparesHandoversWithThePlainApplication() throws Exception {
    HandoverResults results = new HandoverResults(
        List.of(
            new HandoverRow(Event.KILL, 200, "counterstream", 7100, 30, 7200),
            new HandoverRow(Event.SIGTERM, 200, "counterstream", 900, 20, 950),
            new HandoverRow(Event.SIGTERM, 200, "stream-limit", 1000, 10, 1100)),
        6000);
    assertThat(results.table().lines().toList().get(2)).contains("| 900 ").contains("| 0.90 ");
    assertThat(results.goals())
        .extracting(Goal::what, goal -> goal.isMet().orElseThrow())
        .containsExactly(
            tuple("sigterm, 200/s, × stream-limit", true),
            tuple("kill, 200/s, ms without an outcome", false));
    assertThat(new ObjectMapper().readTree(results.json()).get(1).get("event").asText())
        .isEqualTo("sigterm");
    Document svg = document(HandoverPlot.of(results));
    assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(1 + 3);
    assertThat(HandoverPlot.of(new HandoverResults(List.of(), 6000))).endsWith("</svg>\n");
  }

  private static Document document(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }
}
