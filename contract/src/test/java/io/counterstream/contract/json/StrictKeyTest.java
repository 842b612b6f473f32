package io.counterstream.contract.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterstream.contract.Outcome.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The record's key must be the counter's name; it is checked last. */
class StrictKeyTest {
  @ParameterizedTest(name = "because {0}")
  @MethodSource
  void keysThatAreNotTheCounterAreWrong(String because, byte[] key, String found) {
    DecodedCommand decoded =
        CommandCodec.decode(key, Shorthand.bytes("{ID, C, 'delta':1, 'expected':1}"));
    assertThat(decoded)
        .isEqualTo(new DecodedCommand.Invalid(
            "i",
            Optional.of("c"),
            Rejected.WRONG_KEY,
            "the record's key must be the counter's name in UTF-8, expected 'c', found " + found));
  }

  static Stream<Arguments> keysThatAreNotTheCounterAreWrong() {
    return Stream.of(
        arguments("a key is required", null, "no key"),
        arguments("a key is not empty", new byte[0], "''"),
        arguments("a key is the name", "C".getBytes(StandardCharsets.UTF_8), "'C'"),
        arguments(
            "a key is the name without quotes",
            "\"c\"".getBytes(StandardCharsets.UTF_8),
            "'\"c\"'"),
        arguments("a zero byte is escaped", new byte[] {'c', 0}, "0x6300"),
        arguments("a key is UTF-8", new byte[] {(byte) 0xff, 'c'}, "0xff63"),
        arguments("a long key is cut", new byte[31], "0x" + "00".repeat(30) + "… (31 bytes)"));
  }

  @Test
  void otherFaultsAreReportedBeforeTheKey() {
    DecodedCommand decoded = CommandCodec.decode(null, Shorthand.bytes("{ID, C, 'delta':1}"));
    assertThat(((DecodedCommand.Invalid) decoded).reason()).isEqualTo(Rejected.INVALID);
  }
}
