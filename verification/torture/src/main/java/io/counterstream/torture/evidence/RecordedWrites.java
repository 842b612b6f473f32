package io.counterstream.torture.evidence;

import io.counterstream.audit.Deletion;
import io.counterstream.audit.Edit;
import io.counterstream.audit.UnusablePeriod;
import java.util.List;

/**
 * All successful writes of the table by others than the processor.
 *
 * @param edits changes of a valid state to another one
 * @param unusable times without a valid state; each ends with an edit
 * @param deletions deletions of items
 */
public record RecordedWrites(
    List<Edit> edits, List<UnusablePeriod> unusable, List<Deletion> deletions) {
  /** Copies the lists. */
  public RecordedWrites {
    edits = List.copyOf(edits);
    unusable = List.copyOf(unusable);
    deletions = List.copyOf(deletions);
  }
}
