package io.counterstream.contract.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.json.DecodedCommand.Unreadable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Writes commands as JSON and reads them strictly. Stateless and thread-safe. */
public final class CommandCodec {
  private static final String EXPECTED = "expected one JSON object with a commandId, found ";

  private CommandCodec() {}

  /** Encodes a command as JSON in UTF-8, with its fields in the contract's order. */
  public static byte[] encode(CounterCommand command) {
    return JsonBytes.object(json -> {
      json.writeStringField("commandId", command.commandId());
      json.writeStringField("counter", command.counter());
      if (!command.delete()) {
        json.writeNumberField("delta", command.delta());
      }
      RepeatedFields.write(command, json);
    });
  }

  /**
   * Decodes a record of the command topic. Never throws, whatever the bytes.
   *
   * <ul>
   *   <li>A value that is not one JSON object in UTF-8 with exactly one valid {@code commandId} is
   *       {@link DecodedCommand.Unreadable}: no outcome can name its command. So is a value that
   *       nests deeper than 1000 or has a field name of more than 1000 UTF-16 code units.
   *   <li>Otherwise the first fault makes the record {@link DecodedCommand.Invalid}: an unknown
   *       field (the likely cause of a missing one), then each field in the contract's order
   *       (repeated, missing, wrong), then the key.
   *   <li>Every other record is {@link DecodedCommand.Valid}.
   * </ul>
   *
   * @param key the record's key, may be null
   * @param value the record's value, may be null
   */
  public static DecodedCommand decode(byte[] key, byte[] value) {
    return decode(value, command -> command.judge(key));
  }

  /**
   * Decodes a command that is not a record yet, as strictly as {@link #decode(byte[], byte[])}. Its
   * key is that of its counter.
   *
   * @param json the command, without a {@code commandId} if it is to get {@code id}
   */
  public static DecodedCommand decodeUnsent(byte[] json, String id) {
    return decode(json, command -> command.judgeUnsent(id));
  }

  private static DecodedCommand decode(
      byte[] value, Function<CommandReader, DecodedCommand> judgement) {
    if (value == null) {
      return unreadable("a null value");
    }
    if (value.length == 0) {
      return unreadable("an empty value");
    }
    int malformed = Utf8.firstFault(value);
    if (malformed != Utf8.WELL_FORMED) {
      return unreadable("bytes that are not UTF-8 text at byte " + malformed);
    }
    if (startsWithByteOrderMark(value)) {
      return unreadable("a byte order mark; send UTF-8 without one");
    }
    return decodeText(judgement, new String(value, StandardCharsets.UTF_8));
  }

  private static DecodedCommand decodeText(
      Function<CommandReader, DecodedCommand> judgement, String text) {
    try (JsonParser json = JsonBytes.parser(text)) {
      JsonToken first = json.nextToken();
      if (first == null) {
        return unreadable("only white space");
      }
      CommandReader command = new CommandReader(json);
      if (first == JsonToken.START_OBJECT) {
        command.readFields();
      } else {
        String found = Found.value(json);
        json.skipChildren();
        return json.nextToken() == null ? unreadable(found) : unreadable("several JSON values");
      }
      if (json.nextToken() != null) {
        return unreadable(
            "a second value at byte " + byteOffset(json.currentTokenLocation(), text));
      }
      return judgement.apply(command);
    } catch (StreamConstraintsException outOfBounds) {
      return unreadable("arrays or objects nested deeper than " + JsonBytes.NESTING_MAX
          + " or a field name longer than " + JsonBytes.NAME_LENGTH_MAX + " characters");
    } catch (JacksonException malformed) {
      return unreadable("malformed JSON at byte " + byteOffset(malformed.getLocation(), text));
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory", impossible);
    }
  }

  /** Converts the parser's offset, in characters, to an offset in the record's value. */
  private static int byteOffset(JsonLocation location, String text) {
    if (location == null) {
      return 0;
    }
    int characters = (int) Math.min(location.getCharOffset(), text.length());
    return text.substring(0, characters).getBytes(StandardCharsets.UTF_8).length;
  }

  private static Unreadable unreadable(String found) {
    return new Unreadable(EXPECTED + found);
  }

  private static boolean startsWithByteOrderMark(byte[] value) {
    return value.length >= 3
        && value[0] == (byte) 0xef
        && value[1] == (byte) 0xbb
        && value[2] == (byte) 0xbf;
  }
}
