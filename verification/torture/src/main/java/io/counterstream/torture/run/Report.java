package io.counterstream.torture.run;

import io.counterstream.audit.AuditReport;
import io.counterstream.audit.Check;
import io.counterstream.audit.Counts;
import io.counterstream.audit.Finding;
import io.counterstream.torture.proxy.ConnectionFault;
import io.counterstream.torture.proxy.FaultType;
import io.counterstream.torture.schedule.FaultKind;
import io.counterstream.torture.schedule.Recovery;
import io.counterstream.workload.Latencies;
import io.counterstream.workload.LatencyRecorder;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The report of a run, a page of text.
 *
 * @param settings what was asked for
 * @param recoveries the recoveries by kind of fault
 * @param network what the proxies did
 * @param evidence what was observed, and the report of the audit
 * @param liveness how soon outcomes came after the last fault
 * @param processors what is known of the processors
 */
record Report(
    RunSettings settings,
    Map<FaultKind, Recovery.Times> recoveries,
    Network network,
    Evidence evidence,
    Liveness liveness,
    Processors processors) {
  private static final String ROW = "  %-52s %9s%n";
  private static final String FAULT_ROW = "  %-52s %9s %8s %8s %8s %8s%n";

  /**
   * What the proxies did.
   *
   * @param requests the number of requests to the table by what was done with them
   * @param connections the number of connections to the brokers by what was done with them
   */
  record Network(Map<FaultType, Long> requests, Map<ConnectionFault, Long> connections) {}

  /**
   * What is known of the processors.
   *
   * @param ownEnds the number of times that one exited by itself
   * @param violations what they did that they must not do
   * @param stepsClocks whether their clocks could be stepped
   */
  record Processors(int ownEnds, List<String> violations, boolean stepsClocks) {
    /** Copies the list. */
    Processors {
      violations = List.copyOf(violations);
    }
  }

  /** Whether the guarantee held, partitions without progress were named, and settings obeyed. */
  boolean holds() {
    return evidence.report().holds()
        && liveness.wrong().isEmpty()
        && processors.violations().isEmpty();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    faults(text);
    requests(text);
    outcomes(text);
    liveness(text);
    torn(text);
    checks(text);
    conclusion(text);
    return text.toString();
  }

  private void faults(StringBuilder text) {
    text.append(
        "%nFAULTS in %s, seed %d%n".formatted(duration(settings.duration()), settings.seed()));
    text.append(FAULT_ROW.formatted("", "", "first", "outcome", "caught", "up"));
    text.append(FAULT_ROW.formatted("", "count", "median", "worst", "median", "worst"));
    int total = 0;
    for (FaultKind kind : FaultKind.values()) {
      Recovery.Times times = recoveries.getOrDefault(kind, Recovery.Times.NONE);
      total += times.count();
      text.append(FAULT_ROW.formatted(
          kind.label(),
          times.count(),
          seconds(times.firstOutcome().median()),
          seconds(times.firstOutcome().worst()),
          seconds(times.caughtUp().median()),
          seconds(times.caughtUp().worst())));
    }
    text.append(FAULT_ROW.formatted(
        "all",
        total,
        "",
        seconds(worst(Recovery.Times::firstOutcome)),
        "",
        seconds(worst(Recovery.Times::caughtUp))));
    text.append(ROW.formatted("processors that exited by themselves", processors.ownEnds()));
    text.append("""
          First outcome: from the start of the fault until every partition had its next outcome.
          Caught up: until every partition had the outcome of a command that was sent after the
          start. Both are of the slowest partition, and include the duration of the fault, if
          nothing can be done meanwhile, and other faults at the same time.
        """);
    if (!processors.stepsClocks()) {
      text.append("  Clocks were not stepped: libfaketime is not installed (Debian: faketime).%n"
          .formatted());
    }
  }

  private Optional<Duration> worst(Function<Recovery.Times, Recovery.Durations> durations) {
    return recoveries.values().stream()
        .flatMap(times -> durations.apply(times).worst().stream())
        .max(Comparator.naturalOrder());
  }

  private void liveness(StringBuilder text) {
    text.append("%nLIVENESS, after the last fault%n".formatted());
    List<Duration> first = liveness.first();
    text.append(ROW.formatted(
        "partitions with an outcome within " + Liveness.LIMIT.toSeconds() + " s", first.size()));
    if (!first.isEmpty()) {
      text.append(ROW.formatted("first outcome: median", Console.seconds(middle(first))));
      text.append(ROW.formatted("  worst", Console.seconds(first.get(first.size() - 1))));
    }
    liveness.held().forEach(held -> text.append("  %s%n".formatted(held)));
  }

  private void torn(StringBuilder text) {
    text.append("%nTRANSACTIONS THAT KAFKA TORE, by the markers in its logs%n".formatted());
    row(text, "recognised", evidence.torn().size());
    evidence.torn().forEach(torn -> text.append("  %s%n".formatted(torn)));
  }

  private static Duration middle(List<Duration> sorted) {
    return sorted.get((sorted.size() - 1) / 2);
  }

  private void requests(StringBuilder text) {
    text.append("%nREQUESTS TO THE TABLE%n".formatted());
    network.requests().forEach((type, count) -> row(text, type.label(), count));
    row(
        text,
        "all",
        network.requests().values().stream().mapToLong(each -> each).sum());
    text.append("%nCONNECTIONS OF PROCESSORS TO BROKERS%n".formatted());
    network.connections().forEach((fault, count) -> row(text, fault.label(), count));
  }

  private void outcomes(StringBuilder text) {
    Counts counts = evidence.report().counts();
    text.append("%nCOMMANDS AND OUTCOMES%n".formatted());
    row(text, "records in the command topic", counts.commands());
    row(text, "applied", counts.applied());
    row(text, "conflict", counts.conflicts());
    row(text, "out of bounds", counts.outOfBounds());
    row(text, "rejected: overflow", counts.overflows());
    row(text, "rejected: invalid", counts.invalid());
    row(text, "rejected: wrong key", counts.wrongKeys());
    row(text, "rejected: unusable", counts.unusable());
    row(text, "dead letters", counts.deadLetters());
    row(text, "none: deleted before they were decided", counts.lost());
    row(text, "repeated or missing: transactions that Kafka tore", counts.torn());
    row(text, "counters", counts.counters());
    row(text, "edits of the table by another writer", counts.edits());
    LatencyRecorder recorder = new LatencyRecorder();
    evidence.calls().forEach(call -> recorder.record(call.receivedNanos() - call.sentNanos()));
    Latencies latencies = recorder.all();
    if (latencies.count() > 0) {
      latency(text, "latency, sent to read as committed: median", latencies.millisAt(50));
      latency(text, "  99th percentile", latencies.millisAt(99));
      latency(text, "  maximum", latencies.millisAt(100));
    }
  }

  private static void latency(StringBuilder text, String what, double millis) {
    text.append(ROW.formatted(
        what,
        millis < 1000 ? (long) millis + " ms" : Console.seconds(Duration.ofMillis((long) millis))));
  }

  private void checks(StringBuilder text) {
    text.append("%nAUDIT: violations found by each check%n".formatted());
    for (Check check : Check.values()) {
      long found = evidence.report().totals().getOrDefault(check, 0L);
      String name = check.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      text.append(ROW.formatted(name, found == 0 ? "none" : number(found)));
    }
  }

  private void conclusion(StringBuilder text) {
    AuditReport audit = evidence.report();
    text.append("%n".formatted());
    if (holds()) {
      long torn = audit.counts().torn();
      text.append(
          "HOLDS: each of %s commands has exactly one outcome, and it is what the table did%s.%n"
              .formatted(
                  number(audit.counts().commands() - audit.counts().lost()),
                  torn == 0 ? "" : ", except %s that Kafka tore".formatted(number(torn))));
      return;
    }
    for (Finding finding : audit.findings()) {
      text.append("  %s%n".formatted(finding));
    }
    liveness.wrong().forEach(line -> text.append("  %s%n".formatted(line)));
    processors.violations().forEach(line -> text.append("  %s%n".formatted(line)));
    long findings = audit.findingsTotal()
        + liveness.wrong().size()
        + processors.violations().size();
    text.append("VIOLATED: %s findings; seed %d.%n".formatted(number(findings), settings.seed()));
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
