package io.counterstream.cli.kafka;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.OutcomeCodec;
import java.nio.charset.StandardCharsets;

/**
 * An outcome with its record's value.
 *
 * @param outcome the outcome
 * @param json the record's value on one line, unknown fields included
 */
public record ReceivedOutcome(Outcome outcome, String json) {
  /** Returns an outcome with the value that the contract defines. */
  public static ReceivedOutcome of(Outcome outcome) {
    return new ReceivedOutcome(
        outcome, new String(OutcomeCodec.encode(outcome), StandardCharsets.UTF_8));
  }
}
