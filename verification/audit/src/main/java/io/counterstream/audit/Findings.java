package io.counterstream.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects findings: counts all of them and keeps the first of each check. */
final class Findings {
  private final Map<Check, Long> totals = new EnumMap<>(Check.class);
  private final List<Finding> listed = new ArrayList<>();

  /** Adds a finding; formats its text only if the finding is kept. */
  void add(Check check, String format, Object... details) {
    if (totals.merge(check, 1L, Long::sum) <= AuditReport.FINDINGS_PER_CHECK_MAX) {
      listed.add(new Finding(check, String.format(format, details)));
    }
  }

  boolean isEmpty() {
    return totals.isEmpty();
  }

  AuditReport report(Counts counts) {
    return new AuditReport(listed, totals, counts);
  }
}
