package io.counterstream.benchmarks.contender;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.OutcomeCodec;
import org.apache.kafka.common.serialization.Serializer;

/** Outcomes as JSON. */
final class OutcomeBytes implements Serializer<Outcome> {
  @Override
  public byte[] serialize(String topic, Outcome outcome) {
    return OutcomeCodec.encode(outcome);
  }
}
