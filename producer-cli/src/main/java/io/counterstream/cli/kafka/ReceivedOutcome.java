package io.counterstream.cli.kafka;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.OutcomeCodec;
import java.nio.charset.StandardCharsets;

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
}
