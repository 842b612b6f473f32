package io.counterstream.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.json.CommandCodec;

/**
 * Key and value of a record for the command topic; the value need not be a valid command.
 *
 * @param key may be null
 * @param value may be null
 */
public record CommandRecord(byte[] key, byte[] value) {
  /** Returns the record of a valid command. */
  public static CommandRecord of(CounterCommand command) {
    return new CommandRecord(command.counter().getBytes(UTF_8), CommandCodec.encode(command));
  }

  static CommandRecord of(String key, String value) {
    return new CommandRecord(
        key == null ? null : key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
  }
}
