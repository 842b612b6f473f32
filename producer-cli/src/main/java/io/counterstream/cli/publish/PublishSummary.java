package io.counterstream.cli.publish;

import io.counterstream.cli.terminal.ExitCode;
import io.counterstream.cli.terminal.JsonLine;
import java.util.Optional;

/**
 * What became of the lines.
 *
 * @param stored how many commands of this run are in the log
 * @param storedBefore how many of earlier runs are
 * @param refused how many lines are no valid commands, earlier runs included
 * @param complete whether the input was read to its end and everything of it is in the log
 * @param outcomes those of this run, if they were waited for
 */
public record PublishSummary(
    long stored,
    long storedBefore,
    long refused,
    boolean complete,
    Optional<OutcomeCounts> outcomes) {
  /** The most serious of what happened. */
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

  /** For people. */
  public String text() {
    return "sent " + stored
        + (storedBefore == 0 ? "" : " (behind " + storedBefore + " of earlier runs)")
        + ", refused " + refused
        + outcomes
            .map(counts -> "; applied " + counts.applied() + ", conflicts " + counts.conflicts()
                + ", rejected " + counts.rejected()
                + (counts.outstanding() == 0 ? "" : ", without an outcome " + counts.outstanding()))
            .orElse("")
        + (complete ? "" : "; not complete");
  }

  /** For programs. */
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
