package io.counterstream.contract.badinput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Random;

/** Text that is hard on parsers: deep, wide, long, almost JSON, or in the wrong encoding. */
final class HostileJson {
  private static final String MALFORMED = "malformed JSON at byte ";
  private static final List<String> NO_VALUES = List.of(
      "NaN",
      "Infinity",
      "-Infinity",
      "01",
      "-",
      "-01",
      "+1",
      ".5",
      "1.",
      "1e",
      "1e+",
      "0x10",
      "1_000",
      "1d",
      "'a'",
      "undefined",
      "True",
      "nul",
      "nulll",
      "\"\\x41\"",
      "\"\\u12g4\"",
      "\"\\u\"",
      "\"\\",
      "\"\t\"",
      "[1,]",
      "{\"a\":1,}",
      "{1:1}",
      "[1 2]",
      "{,}",
      "/**/1",
      "1//\n",
      "#\n1",
      "\u00a01",
      "\u000b1");
  private static final List<String> ROOTS = List.of(
      "null",
      "true",
      "false",
      "0",
      "-1.5e300",
      "\"text\"",
      "[]",
      "{}",
      "[{}]",
      " ",
      "\n\t\r ",
      "1 2",
      "{}{}",
      "\u000c",
      "\u00a0",
      "[",
      "{",
      "\"",
      "]",
      "}",
      "[{\"commandId\":\"i\"}]");
  private static final List<String> TAILS =
      List.of("x", "}", "]", ",", "{}", "null", "1", "\"", "//", "/* */", "#", "\\", ";", "\u00a0");
  private static final List<String> BAD_BYTES = List.of(
      "\u0080",
      "\u00bf",
      "\u00c0\u00af",
      "\u00c1\u0081",
      "\u00c3",
      "\u00e0\u0080\u00af",
      "\u00e2\u0082",
      "\u00ed\u00a0\u0080",
      "\u00ed\u00bf\u00bf",
      "\u00f0\u0080\u0080\u00af",
      "\u00f4\u0090\u0080\u0080",
      "\u00f8\u0088\u0080\u0080\u0080",
      "\u00fe",
      "\u00ff");

  private HostileJson() {}

  static SampleRecord next(Random random) {
    Draft draft = GoodCommands.next(random);
    String good = draft.json(random);
    return switch (random.nextInt(11)) {
      case 0 -> sample(draft, pick(ROOTS, random));
      case 1 -> sample(draft, good + pick(TAILS, random));
      case 2 -> withNote(draft, pick(NO_VALUES, random), random).naming(MALFORMED);
      case 3 -> sample(draft, "\uFEFF" + good).naming("a byte order mark");
      case 4 -> encoded(draft, good, random).naming("not UTF-8");
      case 5 -> withBadBytes(draft, good, random).naming("not UTF-8");
      case 6 -> sample(draft, good.replace("delta", escaped("delta", random)));
      case 7 -> nested(draft, random);
      case 8 -> withNote(draft, "\"" + "\\\\".repeat(length(random)) + "\"", random);
      case 9 -> lengthy(draft, random);
      default -> wide(draft, random);
    };
  }

  private static SampleRecord encoded(Draft draft, String json, Random random) {
    Charset charset = pick(
        List.of(UTF_16LE, UTF_16BE, Charset.forName("UTF-16"), Charset.forName("UTF-32LE")),
        random);
    return SampleRecord.of("hostile JSON", draft.key(), json.getBytes(charset));
  }

  private static SampleRecord withBadBytes(Draft draft, String json, Random random) {
    int at = random.nextInt(json.length() + 1);
    String broken = json.substring(0, at) + pick(BAD_BYTES, random) + json.substring(at);
    return SampleRecord.of("hostile JSON", draft.key(), broken.getBytes(ISO_8859_1));
  }

  private static SampleRecord nested(Draft draft, Random random) {
    int depth = 990 + random.nextInt(20);
    boolean closed = random.nextInt(4) > 0;
    String open = random.nextBoolean() ? "[" : "{\"a\":";
    String close = open.equals("[") ? "]" : "}";
    String nested = open.repeat(depth) + "1" + (closed ? close.repeat(depth) : "");
    return random.nextInt(4) == 0 ? sample(draft, nested) : withNote(draft, nested, random);
  }

  /** A long number, string or name, where one is expected and where none is. */
  private static SampleRecord lengthy(Draft draft, Random random) {
    String digits = "9".repeat(length(random) + 20);
    switch (random.nextInt(6)) {
      case 0 -> draft.replace("delta", digits);
      case 1 -> draft.replace("expected", "-" + digits + "." + digits);
      case 2 -> draft.replace("expectedVersion", "1e" + digits);
      case 3 -> draft.replace("counter", "\"" + digits.repeat(13) + "\"");
      case 4 -> draft.add("n".repeat(950 + random.nextInt(100)), "1");
      default -> draft.replace("commandId", "\"" + digits.repeat(4) + "\"");
    }
    return sample(draft, draft.json(random));
  }

  private static SampleRecord wide(Draft draft, Random random) {
    int width = length(random);
    StringBuilder wide = new StringBuilder("[0");
    for (int i = 0; i < width; i++) {
      wide.append(",1");
    }
    if (random.nextBoolean()) {
      for (int i = 0; i < Math.min(width, 10_000); i++) {
        draft.add("n" + i, "1");
      }
    }
    draft.add("wide", wide.append(']').toString());
    return sample(draft, draft.json(random));
  }

  private static String escaped(String name, Random random) {
    int at = random.nextInt(name.length());
    return name.substring(0, at)
        + "\\u%04X".formatted((int) name.charAt(at))
        + name.substring(at + 1);
  }

  /** Mostly short; one in a thousand makes a record of up to a megabyte. */
  private static int length(Random random) {
    return random.nextInt(1000) == 0
        ? random.nextInt(450_000)
        : 1 << random.nextInt(random.nextInt(10) + 1);
  }

  private static SampleRecord withNote(Draft draft, String value, Random random) {
    draft.add("note", value);
    return sample(draft, draft.json(random));
  }

  private static SampleRecord sample(Draft draft, String json) {
    return SampleRecord.of("hostile JSON", draft.key(), Unicode.utf8(json));
  }

  private static <T> T pick(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
