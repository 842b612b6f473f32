package io.counterstream.audit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of an audit: whether the guarantee held, and every violation that was found.
 *
 * @param findings the first findings of each check, at most {@link #FINDINGS_PER_CHECK_MAX}
 * @param totals the number of findings by check, listed or not; without checks that found nothing
 * @param counts how much was observed
 */
public record AuditReport(List<Finding> findings, Map<Check, Long> totals, Counts counts) {
  /** The number of findings of one check that are listed; further ones are only counted. */
  public static final int FINDINGS_PER_CHECK_MAX = 20;

  /** Copies the list and the map. */
  public AuditReport {
    findings = List.copyOf(findings);
    totals = Map.copyOf(totals);
  }

  /** Whether the guarantee held: no check found anything. */
  public boolean holds() {
    return totals.isEmpty();
  }

  /** Returns the number of findings, listed or not. */
  public long findingsTotal() {
    return totals.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns a line with the result and the counts, then a line for each listed finding. */
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(holds() ? "The guarantee holds" : "The guarantee does NOT hold");
    if (!holds()) {
      text.append(": ").append(findingsTotal()).append(" findings ").append(new TreeMap<>(totals));
    }
    text.append(", observed: ").append(counts);
    findings.forEach(finding -> text.append("\n  ").append(finding));
    long unlisted = findingsTotal() - findings.size();
    return unlisted == 0 ? text.toString() : text + "\n  and " + unlisted + " more";
  }
}
