package io.counterstream.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects findings: all are counted, the first of each check are kept. */
final class Findings {
  private final Map<Check, Long> totals = new EnumMap<>(Check.class);
  private final List<Finding> listed = new ArrayList<>();

  /** Adds one; its text is made only if it is kept. */
  void add(Check check, String format, Object... details) {
    if (totals.merge(check, 1L, Long::sum) <= Verdict.FINDINGS_PER_CHECK_MAX) {
      listed.add(new Finding(check, String.format(format, details)));
    }
  }

  Verdict verdict(Counts counts) {
    return new Verdict(listed, totals, counts);
  }
}
