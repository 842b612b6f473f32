package io.counterstream.contract.badinput;

import static io.counterstream.contract.badinput.BadRecord.wrongKey;

import java.util.List;

/** Valid commands whose key is not the counter's name. The key is checked last. */
final class WrongKeys {
  private WrongKeys() {}

  static List<BadRecord> all() {
    return List.of(
        wrongKey("a key is required", null, "no key"),
        wrongKey("a key is not empty", new byte[0], "''"),
        wrongKey("a key is the name", Unicode.utf8("C"), "'C'"),
        wrongKey("a key is the name without quotes", Unicode.utf8("\"c\""), "'\"c\"'"),
        wrongKey("a key is the name of this counter", Unicode.utf8("another"), "'another'"),
        wrongKey("a zero byte is escaped", new byte[] {'c', 0}, "0x6300"),
        wrongKey("a key is UTF-8", new byte[] {(byte) 0xff, 'c'}, "0xff63"),
        wrongKey("a long key is cut", new byte[31], "0x" + "00".repeat(30) + "… (31 bytes)"));
  }
}
