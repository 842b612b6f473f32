package io.counterstream.contract.kafka;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.json.CommandCodec;
import org.apache.kafka.common.serialization.Serializer;

/** Encodes commands as record values; the record's key must be the counter's name. */
public final class CommandSerializer implements Serializer<CounterCommand> {
  @Override
  public byte[] serialize(String topic, CounterCommand command) {
    return command == null ? null : CommandCodec.encode(command);
  }
}
