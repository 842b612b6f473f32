package io.counterstream.contract.badinput;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A command in the making: its fields as JSON text, which are valid until they are changed. */
final class Draft {
  private static final List<String> VERSIONS =
      List.of("0", "1", "2", "3", "7", "29", "1000000000000", "9223372036854775807", "-0");
  private static final List<String> CHARACTERS =
      List.of("a", " ", "/", "é", "€", "\uD83D\uDE80", "\\n", "\\\"", "\\u0001", "\\ud83d\\ude80");
  private static final String[] SPACES = {"", "", "", " ", "\n", "\t\r\n "};

  final String counter;
  private final List<Map.Entry<String, String>> fields = new ArrayList<>();

  private Draft(String counter) {
    this.counter = counter;
  }

  /** A valid command for a counter. */
  static Draft of(String counter, String delta, String expected, Random random) {
    Draft draft = new Draft(counter);
    draft.add("commandId", commandId(random));
    draft.add("counter", quoted(counter));
    draft.add("delta", delta);
    draft.add("expected", expected);
    if (random.nextInt(8) == 0) {
      draft.add("expectedVersion", VERSIONS.get(random.nextInt(VERSIONS.size())));
    }
    if (random.nextInt(8) == 0) {
      draft.add("min", Long.toString(random.nextInt(4) == 0 ? Long.MIN_VALUE : -random.nextInt(4)));
    }
    if (random.nextInt(8) == 0) {
      draft.add("max", Long.toString(random.nextInt(4) == 0 ? Long.MAX_VALUE : random.nextInt(6)));
    }
    return draft;
  }

  /** Mostly a short one of its own; some are long or have characters that JSON escapes. */
  private static String commandId(Random random) {
    String own = "i" + Long.toString(random.nextLong(), 36);
    if (random.nextInt(20) > 0) {
      return quoted(own);
    }
    String character = CHARACTERS.get(random.nextInt(CHARACTERS.size()));
    return quoted(own).replace("\"i", '"' + character.repeat(1 + random.nextInt(50)));
  }

  /** Adds a field at the end. */
  void add(String name, String value) {
    fields.add(Map.entry(name, value));
  }

  void remove(String name) {
    fields.removeIf(field -> field.getKey().equals(name));
  }

  void replace(String name, String value) {
    remove(name);
    add(name, value);
  }

  /** Adds a second field of the same name, with this value or, if it is empty, the same. */
  void repeat(String name, String value) {
    String second = value;
    for (Map.Entry<String, String> field : fields) {
      if (field.getKey().equals(name) && value.isEmpty()) {
        second = field.getValue();
      }
    }
    add(name, second.isEmpty() ? "1" : second);
  }

  byte[] key() {
    return Unicode.utf8(counter);
  }

  /** Returns the JSON text, in a random order and with random white space. */
  String json(Random random) {
    List<Map.Entry<String, String>> order = new ArrayList<>(fields);
    if (random.nextBoolean()) {
      Collections.shuffle(order, random);
    }
    StringBuilder json = new StringBuilder("{");
    for (Map.Entry<String, String> field : order) {
      json.append(json.length() > 1 ? "," : "").append(SPACES[random.nextInt(SPACES.length)]);
      json.append('"').append(field.getKey()).append("\":").append(field.getValue());
    }
    return json.append('}').append(SPACES[random.nextInt(SPACES.length)]).toString();
  }

  /** Returns the text as a JSON string. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      boolean escape = c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c);
      quoted.append(escape ? "\\u%04x".formatted((int) c) : String.valueOf(c));
    }
    return quoted.append('"').toString();
  }
}
