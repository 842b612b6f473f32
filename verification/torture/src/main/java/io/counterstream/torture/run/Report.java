package io.counterstream.torture.run;

import io.counterstream.audit.AuditReport;
import io.counterstream.audit.Check;
import io.counterstream.audit.Counts;
import io.counterstream.audit.Finding;
import io.counterstream.torture.proxy.FaultType;
import io.counterstream.torture.schedule.Call;
import io.counterstream.torture.schedule.FaultKind;
import io.counterstream.torture.schedule.Recovery;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a run came to, as a page of text.
 *
 * @param seed of the run
 * @param faulted how long there were faults
 * @param recoveries by kind of fault
 * @param treated how many requests to the table the proxy treated in which way
 * @param evidence what was observed, and the report of the audit
 * @param ownEnds how often a processor ended without having been asked to
 */
record Report(
    long seed,
    Duration faulted,
    Map<FaultKind, Recovery.Times> recoveries,
    Map<FaultType, Long> treated,
    Evidence evidence,
    int ownEnds) {
  private static final String ROW = "  %-52s %9s%n";
  private static final String FAULT_ROW = "  %-52s %9s %8s %8s %8s %8s%n";

  String text() {
    StringBuilder text = new StringBuilder();
    faults(text);
    requests(text);
    results(text);
    checks(text);
    audit(text);
    return text.toString();
  }

  private void faults(StringBuilder text) {
    text.append("%nFAULTS in %s, seed %d%n".formatted(duration(faulted), seed));
    text.append(FAULT_ROW.formatted("", "", "first", "outcome", "caught", "up"));
    text.append(FAULT_ROW.formatted("", "count", "median", "worst", "median", "worst"));
    int total = 0;
    for (FaultKind kind : FaultKind.values()) {
      Recovery.Times times = recoveries.getOrDefault(kind, Recovery.Times.NONE);
      total += times.count();
      text.append(FAULT_ROW.formatted(
          kind.label(),
          times.count(),
          seconds(times.still().median()),
          seconds(times.still().worst()),
          seconds(times.behind().median()),
          seconds(times.behind().worst())));
    }
    text.append(ROW.formatted("all", total));
    text.append(ROW.formatted("processors that ended without being asked to", ownEnds));
    text.append("""
          First outcome: from the fault's begin until every partition had an outcome again. Caught
          up: until every partition had answered a command that was sent after the begin. So both
          are the slowest partition's, and hold the time that the fault lasted, where nothing can
          be done meanwhile, and other faults in the same time.
        """);
  }

  private void requests(StringBuilder text) {
    text.append("%nREQUESTS TO THE TABLE%n".formatted());
    treated.forEach(
        (treatment, count) -> text.append(ROW.formatted(treatment.label(), number(count))));
  }

  private void results(StringBuilder text) {
    Counts counts = evidence.report().counts();
    text.append("%nCOMMANDS AND RESULTS%n".formatted());
    row(text, "records in the command topic", counts.commands());
    row(text, "applied", counts.applied());
    row(text, "conflict", counts.conflicts());
    row(text, "rejected: overflow", counts.overflows());
    row(text, "rejected: invalid", counts.invalid());
    row(text, "rejected: wrong key", counts.wrongKeys());
    row(text, "dead letters", counts.deadLetters());
    row(text, "counters", counts.counters());
    row(text, "edits of the table from outside", counts.edits());
    List<Long> latencies =
        evidence.calls().stream().map(Report::latency).sorted().toList();
    if (!latencies.isEmpty()) {
      text.append(ROW.formatted("from sent to read as committed: median", at(latencies, 0.5)));
      text.append(ROW.formatted("  99 of 100 within", at(latencies, 0.99)));
      text.append(ROW.formatted("  all within", at(latencies, 1)));
    }
  }

  private static long latency(Call call) {
    return call.receivedNanos() - call.sentNanos();
  }

  private static String at(List<Long> sorted, double quantile) {
    long nanos = sorted.get((int) Math.round(quantile * (sorted.size() - 1)));
    return nanos < 1_000_000_000L
        ? nanos / 1_000_000 + " ms"
        : Console.seconds(Duration.ofNanos(nanos));
  }

  private void checks(StringBuilder text) {
    text.append("%nAUDIT: what was looked for, and how often it was found%n".formatted());
    for (Check check : Check.values()) {
      long found = evidence.report().totals().getOrDefault(check, 0L);
      String name = check.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      text.append(ROW.formatted(name, found == 0 ? "none" : number(found)));
    }
  }

  private void audit(StringBuilder text) {
    AuditReport audit = evidence.report();
    text.append("%n".formatted());
    if (audit.holds()) {
      text.append(
          "HOLDS: each of %s commands has exactly one outcome, and it is what the table did.%n"
              .formatted(number(audit.counts().commands())));
      return;
    }
    for (Finding finding : audit.findings()) {
      text.append("  %s%n".formatted(finding));
    }
    text.append("VIOLATED: %s findings; seed %d.%n".formatted(number(audit.findingsTotal()), seed));
  }

  private static void row(StringBuilder text, String what, long count) {
    text.append(ROW.formatted(what, number(count)));
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String seconds(Optional<Duration> time) {
    return time.map(Console::seconds).orElse("-");
  }

  private static String duration(Duration time) {
    return "%d:%02d minutes".formatted(time.toMinutes(), time.toSecondsPart());
  }
}
