package io.counterstream.cli.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import io.counterstream.cli.kafka.ReceivedDeadLetter;
import io.counterstream.cli.terminal.JsonLine;
import io.counterstream.cli.terminal.PrintableText;
import io.counterstream.contract.json.Timestamps;
import io.counterstream.contract.kafka.CommandPosition;
import io.counterstream.contract.kafka.DeadLetter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A dead letter as text for people and as JSON. Its bytes can't disturb a terminal. */
public final class DeadLetterText {
  /** The word for dead letters beside those for the types of outcomes. */
  public static final String TYPE = "dlq";

  private static final String NO_REASON = "no reason: another program wrote this record";
  private static final int SHOWN_LENGTH_MAX = 200;
  private static final int SHOWN_BYTES_MAX = 60;

  private final ReceivedDeadLetter letter;
  private final ReadableCommand command;

  /** Reads a dead letter. */
  public DeadLetterText(ReceivedDeadLetter letter) {
    this.letter = letter;
    this.command = ReadableCommand.of(letter);
  }

  /** Returns how {@code dlq redrive} selects it: {@code PARTITION/OFFSET}. */
  public String handle() {
    return letter.place().partition() + "/" + letter.place().offset();
  }

  /** Returns the counter's name, if it can be read. */
  public Optional<String> counter() {
    return command.counter();
  }

  /** Returns the command's id, if it can be read. */
  public Optional<String> commandId() {
    return command.commandId();
  }

  /** Returns whether the value has this id, not as a part of a longer word. */
  public boolean mentions(String id) {
    // Bytes of other encodings become other characters, but do not hide the id.
    String text = letter.value().map(bytes -> new String(bytes, UTF_8)).orElse("");
    for (int at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
      int end = at + id.length();
      if ((at == 0 || !isOfWord(text.charAt(at - 1)))
          && (end == text.length() || !isOfWord(text.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfWord(char character) {
    return Character.isLetterOrDigit(character) || character == '-' || character == '_';
  }

  /** Returns why a processor could not read the record. */
  public String reason() {
    return letter.origin().map(DeadLetter::message).orElse(NO_REASON);
  }

  /** Returns several lines: place, time and reason, then what the record has. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        handle() + "  " + Timestamps.text(letter.timestamp()) + "  " + PrintableText.of(reason()));
    lines.add("  record     " + letter.origin().map(DeadLetterText::place).orElse("not known"));
    command.commandId().ifPresent(id -> lines.add("  commandId  " + cut(id)));
    command.counter().ifPresent(name -> lines.add("  counter    " + cut(name)));
    lines.add("  key        " + shown(letter.key()));
    lines.add("  value      " + shown(letter.value()));
    return lines;
  }

  /** Returns all of it as a JSON object. */
  public String json() {
    return JsonLine.of(json -> {
      json.writeStringField("type", TYPE);
      json.writeStringField("deadLetter", handle());
      json.writeStringField("reason", reason());
      json.writeStringField("timestamp", Timestamps.text(letter.timestamp()));
      writeText(json, "commandId", command.commandId());
      writeText(json, "counter", command.counter());
      if (command.object().isPresent()) {
        json.writeFieldName("command");
        json.writeRawValue(command.object().get());
      }
      if (letter.source().isPresent()) {
        json.writeFieldName("source");
        write(json, letter.source().get());
      }
      writeBytes(json, "key", letter.key());
      writeBytes(json, "value", letter.value());
      json.writeFieldName("record");
      letter.place().writeTo(json);
    });
  }

  private static String place(DeadLetter origin) {
    return PrintableText.of(origin.topic()) + " partition " + origin.partition() + " offset "
        + origin.offset();
  }

  private static void write(JsonGenerator json, CommandPosition source) throws IOException {
    json.writeStartObject();
    json.writeStringField("topic", source.topic());
    json.writeStringField("topicId", source.topicId().toString());
    json.writeNumberField("partition", source.partition());
    json.writeNumberField("offset", source.offset());
    json.writeEndObject();
  }

  private static void writeText(JsonGenerator json, String name, Optional<String> text)
      throws IOException {
    if (text.isPresent()) {
      json.writeStringField(name, text.get());
    }
  }

  private static void writeBytes(JsonGenerator json, String name, Optional<byte[]> bytes)
      throws IOException {
    if (bytes.isEmpty()) {
      json.writeNullField(name);
      return;
    }
    Optional<String> text = ReadableCommand.text(bytes.get());
    if (text.isPresent()) {
      json.writeStringField(name, text.get());
    } else {
      json.writeBinaryField(name + "Base64", bytes.get());
    }
  }

  private static String shown(Optional<byte[]> bytes) {
    if (bytes.isEmpty()) {
      return "none";
    }
    byte[] found = bytes.get();
    return ReadableCommand.text(found).map(DeadLetterText::cut).orElseGet(() -> {
      int shown = Math.min(found.length, SHOWN_BYTES_MAX);
      return "0x" + HexFormat.of().formatHex(found, 0, shown)
          + (shown < found.length ? "… (" + found.length + " bytes)" : "");
    });
  }

  private static String cut(String text) {
    if (text.isEmpty()) {
      return "empty";
    }
    int characters = text.codePointCount(0, text.length());
    return characters <= SHOWN_LENGTH_MAX
        ? PrintableText.of(text)
        : PrintableText.of(text.substring(0, text.offsetByCodePoints(0, SHOWN_LENGTH_MAX))) + "… ("
            + characters + " characters)";
  }
}
