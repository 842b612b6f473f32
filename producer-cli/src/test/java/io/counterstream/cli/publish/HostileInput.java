package io.counterstream.cli.publish;

import io.counterstream.cli.terminal.JsonLine;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** An input of valid and broken records in one format, and what has to happen to each. */
final class HostileInput {
  private static final String HUGE = "x".repeat(InputLines.LINE_BYTES_MAX);

  /** Names with everything that a reader could take for something else. */
  private static final List<String> NAMES = List.of(
      "stock",
      "it's",
      "a, quoted",
      "\"",
      "\"\"",
      "a;b\tc",
      "\\u0041",
      "\u00e9",
      "\u3000",
      "\ud83d\ude00",
      "\u202ea",
      "\ufffd",
      "{\"counter\":\"x\"}",
      "x,1,any");

  /** Bytes, one character each, that are part of no valid record, of whatever format. */
  private static final List<String> BROKEN_BYTES = List.of(
      "\u00e9", // Latin-1
      "\u00c0\u00af", // an overlong form
      "\u00ed\u00a0\u00bd\u00ed\u00b8\u0080", // surrogates
      "\u00f0\u009f\u0098", // cut
      "\u0000",
      "\u00ff\u00fe");

  private static final List<String> BROKEN_JSON = List.of(
      "{\"counter\":\"b\",\"delta\":1,\"expected\":\"an",
      "{\"counter\":\"b\",\"delta\":1,\"expected\":\"any\"} x",
      "{\"counter\":\"b\",\"delta\":1,\"expected\":\"any\"}{\"counter\":\"c\"}",
      "{\"counter\":\"b\",\"delta\":1,\"expcted\":\"any\"}",
      "{\"counter\":\"b\",\"counter\":\"c\",\"delta\":1,\"expected\":\"any\"}",
      "{\"counter\":\"\\ud83d\",\"delta\":1,\"expected\":\"any\"}",
      "\u00ef\u00bb\u00bf{\"counter\":\"b\",\"delta\":1,\"expected\":\"any\"}",
      "[{\"counter\":\"b\",\"delta\":1,\"expected\":\"any\"}]",
      "b,1,any",
      "{\"counter\":\"" + HUGE + "\",\"delta\":1,\"expected\":\"any\"}");

  private static final List<String> BROKEN_CSV = List.of(
      "b,1",
      "b,1,any,",
      "b;1;any",
      "b,1.0,any",
      "b\",1,any",
      "\"b\"x\",1,any",
      "b\rb,1,any",
      "\"b\rb\",1,any",
      "\"b\nb\",1,any",
      "\"b\nb,1,any\nb\",1,any",
      "\"b\r\n\nb,1,any\r\n\",1,any",
      "\"say \"b\nb,1,any\n\" b\",1,any",
      "b,1,\"any\nb,1,any\"",
      "\u00ef\u00bb\u00bfb,1,any",
      HUGE + ",1,any",
      "\"" + HUGE.substring(9) + "\",1,any");

  private final List<CounterCommand> commands = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Random random;
  private final boolean isCsv;
  private int line = 1;

  HostileInput(Random random, boolean isCsv) {
    this.random = random;
    this.isCsv = isCsv;
    if (random.nextBoolean()) {
      add("\u00ef\u00bb\u00bf");
    }
    if (isCsv) {
      add("counter,delta,expected");
      endLine();
    }
  }

  /** Adds a record that must be published as it is written. */
  void addValid() {
    String name = NAMES.get(random.nextInt(NAMES.size()));
    long delta = random.nextInt(5) == 0 ? random.nextLong() : random.nextInt(100);
    commands.add(new CounterCommand("publication-" + line, name, delta, Expectation.exactly(line)));
    String text = isCsv
        ? "\"" + name.replace("\"", "\"\"") + "\"," + delta + "," + line
        : JsonLine.of(json -> {
          json.writeStringField("counter", name);
          json.writeNumberField("delta", delta);
          json.writeNumberField("expected", line);
        });
    add(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    endLine();
  }

  /** Adds a record that must be refused as one. */
  void addBroken() {
    String record;
    if (random.nextInt(3) == 0) {
      String wrong = BROKEN_BYTES.get(random.nextInt(BROKEN_BYTES.size()));
      record = isCsv
          ? "c" + wrong + ",1,any"
          : "{\"counter\":\"c" + wrong + "\",\"delta\":1,\"expected\":\"any\"}";
    } else {
      List<String> broken = isCsv ? BROKEN_CSV : BROKEN_JSON;
      record = broken.get(random.nextInt(broken.size()));
    }
    int first = line;
    int start = bytes.size();
    add(record);
    line += (int) record.chars().filter(next -> next == '\n').count();
    refused.add((first == line ? "line " + first : "lines " + first + " to " + line) + " (byte "
        + start + "): ");
    endLine();
  }

  /** Adds a line that has no meaning. */
  void addBlank() {
    add(random.nextBoolean() ? "" : "  \t");
    endLine();
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  /** The commands of the valid records. */
  List<CounterCommand> commands() {
    return commands;
  }

  /** The starts of the messages about the broken records. */
  List<String> refused() {
    return refused;
  }

  private void add(String latin) {
    bytes.writeBytes(latin.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void endLine() {
    add(random.nextInt(3) == 0 ? "\r\n" : "\n");
    line++;
  }
}
