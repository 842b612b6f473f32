package io.counterstream.torture.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.audit.AuditReport;
import io.counterstream.audit.Check;
import io.counterstream.audit.Counts;
import io.counterstream.audit.Finding;
import io.counterstream.torture.proxy.ConnectionFault;
import io.counterstream.torture.proxy.FaultType;
import io.counterstream.torture.schedule.Call;
import io.counterstream.torture.schedule.FaultKind;
import io.counterstream.torture.schedule.Recovery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The text of a report. */
class ReportTest {
  private static final Counts COUNTS =
      new Counts(36_412, 640, 21_000, 14_500, 500, 40, 300, 50, 7, 22, 9, 0, 61, 36_412, 645);

  private static final Liveness ALIVE =
      new Liveness(List.of(Duration.ofSeconds(1), Duration.ofSeconds(3)), List.of(), List.of());

  @Test
  void listsFaultsAndRecoveries() {
    assertThat(report(new AuditReport(List.of(), Map.of(), COUNTS)))
        .contains("FAULTS in 2:05 minutes, seed 7")
        .contains(row("kill -9 of a processor", "12    1.2 s    2.0 s    6.1 s    9.8 s"))
        .contains(row("SIGTERM of a processor", " 0        -        -        -        -"))
        .contains(row("all", "12             2.0 s             9.8 s"));
  }

  @Test
  void listsOutcomesAndTheirLatencies() {
    assertThat(report(new AuditReport(List.of(), Map.of(), COUNTS)))
        .contains("  records in the command topic                            36,412\n")
        .contains("  dead letters                                                22\n")
        .contains("  latency, sent to read as committed: median              150 ms\n")
        .contains("    maximum                                                8.0 s\n")
        .contains("  throttled                                                1,234\n")
        .contains("  all                                                      1,234\n")
        .contains("  left half-open                                              56\n");
  }

  @Test
  void saysThatTheGuaranteeHolds() {
    assertThat(report(new AuditReport(List.of(), Map.of(), COUNTS)))
        .contains("  broken chain                                              none\n")
        .endsWith("\nHOLDS: each of 36,403 commands has exactly one outcome, and it is what the"
            + " table did.\n");
  }

  @Test
  void listsTheViolations() {
    Finding finding = new Finding(Check.BROKEN_CHAIN, "hot-1 has no version 17");
    assertThat(report(new AuditReport(List.of(finding), Map.of(Check.BROKEN_CHAIN, 31L), COUNTS)))
        .contains("  broken chain                                                31\n")
        .contains("hot-1 has no version 17")
        .endsWith("VIOLATED: 31 findings; seed 7.\n");
  }

  @Test
  void saysHowSoonOutcomesCameAfterTheLastFault() {
    assertThat(report(new AuditReport(List.of(), Map.of(), COUNTS)))
        .contains("  partitions with an outcome within 90 s                       2\n")
        .contains("  first outcome: median                                    1.0 s\n")
        .contains("    worst                                                  3.0 s\n")
        .contains("  none: deleted before they were decided                       9\n")
        .contains("TRANSACTIONS THAT KAFKA TORE")
        .contains("  recognised                                                   1\n")
        .contains("  transaction of producer 7 epoch 4: torn\n");
  }

  @Test
  void isViolatedByAPartitionThatStandsWithoutBeingNamed() {
    AuditReport right = new AuditReport(List.of(), Map.of(), COUNTS);
    Liveness named = new Liveness(List.of(), List.of("p-1 is held"), List.of());
    Liveness wrong = new Liveness(List.of(), List.of(), List.of("p-1 had no outcome"));
    assertThat(report(right, named, List.of())).contains("p-1 is held").contains("\nHOLDS");
    assertThat(report(right, wrong, List.of()))
        .contains("p-1 had no outcome")
        .endsWith("VIOLATED: 1 findings; seed 7.\n");
  }

  @Test
  void isViolatedByAProcessorThatDoesNotRefuseOffsetsOfThePast() {
    assertThat(report(new AuditReport(List.of(), Map.of(), COUNTS), ALIVE, List.of("p ran on")))
        .contains("p ran on")
        .endsWith("VIOLATED: 1 findings; seed 7.\n");
  }

  @Test
  void fitsOnAPage() {
    String text = report(new AuditReport(List.of(), Map.of(), COUNTS));
    assertThat(text.lines()).hasSizeLessThan(100).allMatch(line -> line.length() <= 100);
  }

  private static String row(String what, String figures) {
    return "  %-52s %s%s%n".formatted(what, " ".repeat(7), figures);
  }

  private static String report(AuditReport audit) {
    return report(audit, ALIVE, List.of());
  }

  private static String report(AuditReport audit, Liveness liveness, List<String> violations) {
    List<Call> calls = List.of(call(100), call(150), call(8000));
    Recovery.Times times = new Recovery.Times(
        12,
        new Recovery.Durations(
            Optional.of(Duration.ofMillis(1234)), Optional.of(Duration.ofMillis(2000))),
        new Recovery.Durations(
            Optional.of(Duration.ofMillis(6123)), Optional.of(Duration.ofMillis(9800))));
    RunSettings settings = new RunSettings(
        Duration.ofSeconds(125), 7, 300, Path.of("."), "none", Set.of(), Optional.empty());
    return new Report(
            settings,
            Map.of(FaultKind.PROCESSOR_KILLED, times),
            new Report.Network(
                Map.of(FaultType.THROTTLED, 1234L), Map.of(ConnectionFault.HALF_OPEN, 56L)),
            new Evidence(audit, calls, List.of("transaction of producer 7 epoch 4: torn")),
            liveness,
            new Report.Processors(0, violations, false))
        .text();
  }

  private static Call call(long millis) {
    return new Call(0, 0, millis * 1_000_000);
  }
}
