package io.counterstream.torture.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.json.CommandCodec;

/**
 * A record on its way to the command topic; not necessarily a command.
 *
 * @param key may be null
 * @param value may be null
 */
record Outgoing(byte[] key, byte[] value) {
  static Outgoing of(IncrementCommand command) {
    return new Outgoing(command.counter().getBytes(UTF_8), CommandCodec.encode(command));
  }

  static Outgoing of(String key, String value) {
    return new Outgoing(
        key == null ? null : key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
  }
}
