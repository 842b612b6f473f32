package io.counterstream.cli.kafka;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.OutcomeCodec;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An outcome with its record's value.
 *
 * @param outcome what became of the command
 * @param json the record's value, one line; fields that we don't know included if it was read
 */
public record ReceivedOutcome(Outcome outcome, String json) {
  /** With the value that the contract gives it. */
  public static ReceivedOutcome of(Outcome outcome) {
    return new ReceivedOutcome(
        outcome, new String(OutcomeCodec.encode(outcome), StandardCharsets.UTF_8));
  }

  /** The counter that it is about; empty for the rejection of a command that named none. */
  public Optional<String> counter() {
    if (outcome instanceof Outcome.Applied applied) {
      return Optional.of(applied.counter());
    }
    return outcome instanceof Outcome.Conflict conflict
        ? Optional.of(conflict.counter())
        : ((Outcome.Rejected) outcome).counter();
  }
}
