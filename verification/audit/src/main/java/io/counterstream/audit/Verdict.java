package io.counterstream.audit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether the guarantee held, and if not, what was found.
 *
 * @param findings the first findings of each check, at most {@link #FINDINGS_PER_CHECK_MAX}
 * @param totals how many findings there were of each check that found any, listed or not
 * @param counts how much was seen
 */
public record Verdict(List<Finding> findings, Map<Check, Long> totals, Counts counts) {
  /** How many findings of one check are listed; the others are only counted. */
  public static final int FINDINGS_PER_CHECK_MAX = 20;

  /** Copies what it is given. */
  public Verdict {
    findings = List.copyOf(findings);
    totals = Map.copyOf(totals);
  }

  /** Whether nothing was found. */
  public boolean holds() {
    return totals.isEmpty();
  }

  /** How many findings there were, listed or not. */
  public long findingsTotal() {
    return totals.values().stream().mapToLong(Long::longValue).sum();
  }

  /** A line with the answer and what was seen, and a line for each finding that is listed. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(holds() ? "The guarantee holds" : "Does NOT hold");
    if (!holds()) {
      text.append(": ").append(findingsTotal()).append(" findings ").append(new TreeMap<>(totals));
    }
    text.append(", seen: ").append(counts);
    findings.forEach(finding -> text.append("\n  ").append(finding));
    long unlisted = findingsTotal() - findings.size();
    return unlisted == 0 ? text.toString() : text + "\n  and " + unlisted + " more";
  }
}
