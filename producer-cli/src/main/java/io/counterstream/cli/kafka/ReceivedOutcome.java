package io.counterstream.cli.kafka;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.OutcomeCodec;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An outcome with its record's value.
 *
 * @param outcome the outcome
 * @param json the record's value on one line, unknown fields included
 * @param place where its record is; empty if the client library received it
 */
public record ReceivedOutcome(Outcome outcome, String json, Optional<RecordPlace> place) {
  /** Returns an outcome with the value that the contract defines. */
  public static ReceivedOutcome of(Outcome outcome) {
    return new ReceivedOutcome(
        outcome,
        new String(OutcomeCodec.encode(outcome), StandardCharsets.UTF_8),
        Optional.empty());
  }
}
