package io.counterstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code load}, briefly. */
class LoadIT {
  private final Terminal terminal = new Terminal();

  @TempDir
  private Path folder;

  @Test
  void sendsAtItsRateAndPrintsLatencies() {
    Path histogram = folder.resolve("latencies.hgrm");
    assertThat(Cli.shared()
            .run(
                terminal,
                "load",
                "--rate",
                "200",
                "--duration",
                "1500ms",
                "--counters",
                "5",
                "--skew",
                "1",
                "--expected",
                "any=2,seen,version,absent,check",
                "--histogram",
                histogram.toString()))
        .isZero();
    assertThat(terminal.out())
        .containsPattern("^sent 300 commands in \\d\\.\\d s \\(\\d+/s\\) to 5 counters\n")
        .containsPattern("\nMILLIS +COUNT +P50 +P90 +P99 +P99.9 +MAX\n")
        .containsPattern("\napplied +\\d+ +[\\d.,]+ ")
        .containsPattern("\nconflict +\\d+ +[\\d.,]+ ")
        .containsPattern("\nrejected +0 +-")
        .containsPattern("\nall +300 +[\\d.,]+ ");
    assertThat(terminal.err()).isEmpty();
    assertThat(histogram).content().contains("Percentile", "#[Max");
  }

  @Test
  void printsALineOfJsonEachSecondAndOneAtTheEnd() {
    Cli.shared().run(terminal, "load", "--rate", "50", "--duration", "1500ms", "--output", "json");
    List<String> lines = terminal.out().lines().toList();
    assertThat(lines.subList(0, lines.size() - 1))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).startsWith("{\"type\":\"interval\",\"seconds\":"));
    assertThat(lines.get(lines.size() - 1))
        .startsWith("{\"type\":\"summary\",\"seconds\":")
        .contains("\"sent\":75,", "\"inFlight\":0,", "\"latencyMillis\":{\"p50\":");
  }

  @Test
  void reportsMissingOutcomes() {
    assertThat(Cli.withoutProcessor()
            .run(terminal, "load", "--rate", "20", "--duration", "500ms", "--timeout", "4s"))
        .isEqualTo(5);
    assertThat(terminal.out()).contains("without an outcome: 10");
  }
}
