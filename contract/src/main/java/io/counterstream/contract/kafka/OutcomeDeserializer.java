package io.counterstream.contract.kafka;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.MalformedOutcomeException;
import io.counterstream.contract.json.OutcomeCodec;
import org.apache.kafka.common.serialization.Deserializer;

/** Decodes outcomes from record values. */
public final class OutcomeDeserializer implements Deserializer<Outcome> {
  /**
   * Returns the outcome; null for a record without a value.
   *
   * @throws MalformedOutcomeException if the bytes are not an outcome; a consumer wraps it in a
   *     {@code RecordDeserializationException} that names the record: seek past it or stop
   */
  @Override
  public Outcome deserialize(String topic, byte[] value) {
    return value == null ? null : OutcomeCodec.decode(value);
  }
}
