package io.counterstream.contract.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.contract.json.DecodedCommand;
import io.counterstream.contract.json.MalformedOutcomeException;
import io.counterstream.contract.json.OutcomeCodec;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Kafka's serializers use the codecs and map null to null. */
class SerdesTest {
  @Test
  void commandIsWrittenAsItIsRead() {
    CounterCommand command = new CounterCommand("i", "c", 1, Expectation.exactly(0));
    try (CommandSerializer serializer = new CommandSerializer()) {
      assertThat(CommandCodec.decode(new byte[] {'c'}, serializer.serialize("t", command)))
          .isEqualTo(new DecodedCommand.Valid(command));
      assertThat(serializer.serialize("t", null)).isNull();
    }
  }

  @Test
  void outcomeIsReadAsItIsWritten() {
    Outcome outcome = new Outcome.Conflict(
        new CounterCommand("i", "c", 1, Expectation.ABSENT, OptionalLong.of(3)),
        new CounterState(1, 2),
        Instant.ofEpochMilli(1));
    try (OutcomeDeserializer deserializer = new OutcomeDeserializer()) {
      assertThat(deserializer.deserialize("t", OutcomeCodec.encode(outcome))).isEqualTo(outcome);
      assertThat(deserializer.deserialize("t", null)).isNull();
      assertThatExceptionOfType(MalformedOutcomeException.class)
          .isThrownBy(() -> deserializer.deserialize("t", new byte[] {'?'}));
    }
  }
}
