package io.counterstream.cli.publish;

import io.counterstream.cli.terminal.ExitCode;
import io.counterstream.cli.terminal.JsonLine;
import java.util.Optional;

/**
 * The result of a publication.
 *
 * @param stored the commands of this run in the log
 * @param storedBefore the commands of earlier runs in the log
 * @param refused the lines that are not valid commands, earlier runs included
 * @param complete whether all of the input is read, and in the log
 * @param outcomes the outcomes of this run, if they were awaited
 */
public record PublishSummary(
    long stored,
    long storedBefore,
    long refused,
    boolean complete,
    Optional<OutcomeCounts> outcomes) {
  /** Returns the code of the most serious failure. */
  public ExitCode exitCode() {
    if (refused > 0 || !complete) {
      return ExitCode.FAILED;
    }
    OutcomeCounts counts = outcomes.orElse(OutcomeCounts.NONE);
    if (counts.outstanding() > 0) {
      return ExitCode.NO_OUTCOME;
    }
    if (counts.rejected() > 0) {
      return ExitCode.REJECTED;
    }
    return counts.conflicts() > 0 ? ExitCode.CONFLICT : ExitCode.APPLIED;
  }

  /** Returns the summary as text. */
  public String text() {
    return "sent " + stored
        + (storedBefore == 0 ? "" : " (after " + storedBefore + " of earlier runs)")
        + ", refused " + refused
        + outcomes
            .map(counts -> "; applied " + counts.applied() + ", conflicts " + counts.conflicts()
                + ", rejected " + counts.rejected()
                + (counts.outstanding() == 0 ? "" : ", without an outcome " + counts.outstanding()))
            .orElse("")
        + (complete ? "" : "; not complete");
  }

  /** Returns the summary as a JSON object. */
  public String json() {
    return JsonLine.of(json -> {
      json.writeStringField("type", "summary");
      json.writeNumberField("sent", stored);
      json.writeNumberField("sentBefore", storedBefore);
      json.writeNumberField("refused", refused);
      json.writeBooleanField("complete", complete);
      if (outcomes.isPresent()) {
        json.writeNumberField("applied", outcomes.get().applied());
        json.writeNumberField("conflicts", outcomes.get().conflicts());
        json.writeNumberField("rejected", outcomes.get().rejected());
        json.writeNumberField("noOutcome", outcomes.get().outstanding());
      }
    });
  }
}
