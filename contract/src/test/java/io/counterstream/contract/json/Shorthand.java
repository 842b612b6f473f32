package io.counterstream.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.Outcome.Rejected;
import java.nio.charset.StandardCharsets;

/**
 * The notation of commands in the tables of these tests: JSON with single quotes; {@code ID} and
 * {@code C} mean a valid commandId and a valid counter.
 */
final class Shorthand {
  /** The key that fits the counter {@code C}. */
  static final byte[] KEY = "c".getBytes(StandardCharsets.UTF_8);

  private Shorthand() {}

  static DecodedCommand decode(String shorthand) {
    return CommandCodec.decode(KEY, bytes(shorthand));
  }

  static DecodedCommand.Invalid assertInvalid(String shorthand, String message) {
    DecodedCommand decoded = decode(shorthand);
    assertThat(decoded).isInstanceOf(DecodedCommand.Invalid.class);
    DecodedCommand.Invalid invalid = (DecodedCommand.Invalid) decoded;
    assertThat(invalid.message()).isEqualTo(message);
    assertThat(invalid.commandId()).isEqualTo("i");
    assertThat(invalid.reason()).isEqualTo(Rejected.INVALID);
    return invalid;
  }

  static byte[] bytes(String shorthand) {
    return text(shorthand).getBytes(StandardCharsets.UTF_8);
  }

  static String text(String shorthand) {
    return shorthand
        .replaceAll("\\bID\\b", "'commandId':'i'")
        .replaceAll("\\bC\\b", "'counter':'c'")
        .replace('\'', '"');
  }
}
