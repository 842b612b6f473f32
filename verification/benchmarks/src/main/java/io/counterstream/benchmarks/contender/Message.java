package io.counterstream.benchmarks.contender;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One line between the JVM of the measurement and that of a contender: a word, and fields.
 *
 * @param word what is asked or answered
 * @param fields names and values, without spaces
 */
record Message(String word, Map<String, String> fields) {
  static final String OK = "ok";
  static final String FAILED = "failed";

  /** Copies the fields. */
  Message {
    fields = Map.copyOf(fields);
  }

  static Message failed(Throwable cause) {
    return new Message(FAILED, Map.of("why", String.valueOf(cause).replaceAll("\\s+", "_")));
  }

  /** Whether a line is an answer; a JVM prints other things, such as that it records itself. */
  static boolean isAnswer(String line) {
    return line.equals(OK) || line.startsWith(OK + " ") || line.startsWith(FAILED + " ");
  }

  static Message parse(String line) {
    String[] parts = line.strip().split(" +");
    Map<String, String> fields = new TreeMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("a field must be name=value, was " + parts[i]);
      }
      fields.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
    }
    return new Message(parts[0], fields);
  }

  String text(String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException(word + " must have " + name + ", has " + fields.keySet());
    }
    return value;
  }

  long number(String name) {
    return Long.parseLong(text(name));
  }

  double fraction(String name) {
    return Double.parseDouble(text(name));
  }

  @Override
  public String toString() {
    return word
        + new TreeMap<>(fields)
            .entrySet().stream()
                .map(field -> " " + field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining());
  }
}
