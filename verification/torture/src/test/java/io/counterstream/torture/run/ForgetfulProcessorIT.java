package io.counterstream.torture.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.audit.AuditReport;
import io.counterstream.audit.Check;
import io.counterstream.torture.cluster.Children;
import io.counterstream.torture.schedule.FaultKind;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run must be able to fail. */
class ForgetfulProcessorIT {
  private static final Duration FAULTS = Duration.ofSeconds(20);

  /** Those after which another processor needs the journal. */
  private static final Set<FaultKind> KINDS = EnumSet.of(
      FaultKind.PROCESSOR_KILLED, FaultKind.PUTS_OUTLIVE_OWNER, FaultKind.RESPONSES_LOST);

  @Test
  void aShortRunFindsTheViolationsOfAProcessorWithoutJournal(@TempDir Path directory)
      throws InterruptedException {
    RunSettings settings = new RunSettings(
        FAULTS,
        1,
        300,
        directory,
        "io.counterstream.processor.app.ForgetfulProcessorMain",
        KINDS,
        Optional.empty());
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    try (Children children = new Children(directory)) {
      Report report = new TortureRun(settings, new Console(out)).run(children);
      out.println(report.text());
      AuditReport audit = report.evidence().report();
      assertThat(audit.counts().commands()).isGreaterThan(1000);
      assertThat(audit.totals()).containsKey(Check.BROKEN_CHAIN);
    }
  }
}
