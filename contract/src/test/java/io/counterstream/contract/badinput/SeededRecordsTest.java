package io.counterstream.contract.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.json.CommandCodec;
import io.counterstream.contract.json.DecodedCommand;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tens of thousands of records from seeds: the codec decodes each as the oracle does. */
class SeededRecordsTest {
  private static final int RECORDS = 30_000;
  private static final int MESSAGE_LENGTH_MAX = 1000;

  private final ContractOracle oracle = new ContractOracle();

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 41, 20261121})
  void theCodecAgreesWithTheOracle(long seed) {
    SampleRecords samples = new SampleRecords(seed, List.of());
    int valid = 0;
    for (int number = 0; number < RECORDS; number++) {
      SampleRecord sample = samples.at(number);
      DecodedCommand decoded = CommandCodec.decode(sample.key(), sample.value());
      OracleDecoding expected = oracle.decode(sample.key(), sample.value());
      if (!expected.agreesWith(decoded) || !isSound(sample, decoded)) {
        throw new AssertionError("seed %d, record %d, %s: the oracle says %s, the codec %s: %s"
            .formatted(
                seed,
                number,
                sample.kind(),
                expected,
                decoded,
                HexFormat.of().formatHex(sample.value())));
      }
      valid += decoded instanceof DecodedCommand.Valid ? 1 : 0;
    }
    assertThat(valid).as("valid commands").isBetween(RECORDS / 10, RECORDS * 9 / 10);
  }

  /** A command survives encoding; a message is short, harmless, and names the known fault. */
  private static boolean isSound(SampleRecord sample, DecodedCommand decoded) {
    if (decoded instanceof DecodedCommand.Valid valid) {
      return CommandCodec.decode(sample.key(), CommandCodec.encode(valid.command()))
          .equals(decoded);
    }
    String message = decoded instanceof DecodedCommand.Invalid invalid
        ? invalid.message()
        : ((DecodedCommand.Unreadable) decoded).message();
    return message.length() < MESSAGE_LENGTH_MAX
        && message.chars().noneMatch(Character::isISOControl)
        && sample.named().stream().allMatch(message::contains);
  }
}
