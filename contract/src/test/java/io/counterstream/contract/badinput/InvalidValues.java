package io.counterstream.contract.badinput;

import static io.counterstream.contract.badinput.BadRecord.invalid;
import static io.counterstream.contract.badinput.BadRecord.invalidRows;

import java.util.ArrayList;
import java.util.List;

/** Commands with one wrong value: the rules in the order in which they are checked. */
final class InvalidValues {
  private static final int MILLION = 1_000_000;
  private static final String INTEGER =
      "must be an integer from -9223372036854775808 to" + " 9223372036854775807, found #";
  private static final String VERSION = "must be an integer from 0 to 9223372036854775807, found #";
  private static final String EXPECTATION = "must be an integer, \"any\" or \"absent\", found #";
  private static final String COUNTERS = """
      a number is no name    | 7         | a string of 1 to 255 bytes in UTF-8, found 7 (a number)
      true is no name        | true   | a string of 1 to 255 bytes in UTF-8, found true (a boolean)
      null is no name        | null      | a string of 1 to 255 bytes in UTF-8, found null
      an array is no name    | ['c']     | a string of 1 to 255 bytes in UTF-8, found an array
      an object is no name   | {'c':'c'} | a string of 1 to 255 bytes in UTF-8, found an object
      a name is not empty    | ''        | 1 to 255 bytes in UTF-8, found 0
      half a pair is no text | '\\ud83d' | valid Unicode, found an unpaired surrogate
      a pair has an order    | '\\ude80\\ud83d' | valid Unicode, found an unpaired surrogate
      """;
  private static final String NO_INTEGERS = """
      a fraction is no integer  | 1.0                  | 1.0 (not an integer)
      an exponent is no integer | 1e3                  | 1e3 (not an integer)
      both are none             | -1.5E-7              | -1.5E-7 (not an integer)
      a string is no integer    | '1'                  | "1" (a string)
      "any" is for expected     | 'any'                | "any" (a string)
      true is not 1             | true                 | true (a boolean)
      null is not 0             | null                 | null
      an array is no integer    | [1]                  | an array
      an object is no integer   | {'value':1}          | an object
      2^63 is one too large     | 9223372036854775808  | 9223372036854775808 OUTSIDE
      -2^63-1 is one too small  | -9223372036854775809 | -9223372036854775809 OUTSIDE
      2^64+1 is not 1           | 18446744073709551617 | 18446744073709551617 OUTSIDE
      21 digits are too many    | 100000000000000000000 | 100000000000000000000 OUTSIDE
      """;
  private static final String NO_EXPECTATIONS = """
      case counts               | 'ANY'               | "ANY" (a string)
      there are two words       | 'none'              | "none" (a string)
      a string is no integer    | '41'                | "41" (a string)
      a word is not empty       | ''                  | "" (a string)
      true is not 1             | true                | true (a boolean)
      false is not 0            | false               | false (a boolean)
      null is not "absent"      | null                | null
      an array is neither       | ['any']             | an array
      an object is neither      | {'value':1}         | an object
      a fraction is no integer  | 0.0                 | 0.0 (not an integer)
      an exponent is no integer | 0e0                 | 0e0 (not an integer)
      2^63 is one too large     | 9223372036854775808 | 9223372036854775808 OUTSIDE
      escapes stay escapes | '\\u001b[2J\\ud800\\u2028' | "\\u001b[2J\\ud800\\u2028" (a string)
      """;

  private static final String NO_BOOLEANS = """
      a string is no boolean    | 'true'   | "true" (a string)
      1 is not true             | 1        | 1 (a number)
      0 is not false            | 0        | 0 (a number)
      a fraction is neither     | 1.0      | 1.0 (not an integer)
      null is not false         | null     | null
      an array is no boolean    | [true]   | an array
      an object is no boolean   | {'a':1}  | an object
      """;

  private InvalidValues() {}

  static List<BadRecord> all() {
    List<BadRecord> all = new ArrayList<>();
    all.addAll(
        invalidRows("{ID, 'counter':#, 'delta':1, 'expected':1}", "counter must be #", COUNTERS));
    for (String name :
        List.of("c".repeat(256), "é".repeat(128), "€".repeat(86), "\uD83D\uDE80".repeat(64))) {
      all.add(invalid(
          "bytes are counted, not characters",
          "{ID, 'counter':'" + name + "', 'delta':1, 'expected':1}",
          "counter must be 1 to 255 bytes in UTF-8, found " + Unicode.utf8(name).length));
    }
    String integers = shown(NO_INTEGERS);
    all.addAll(invalidRows("{ID, C, 'delta':#, 'expected':1}", "delta " + INTEGER, integers));
    all.addAll(expected(shown(NO_EXPECTATIONS)));
    all.addAll(invalidRows(
        "{ID, C, 'delta':1, 'expected':1, 'expectedVersion':#}",
        "expectedVersion " + VERSION,
        integers + "a version is at least 0 | -1 | -1 (a number)\n"));
    all.addAll(invalidRows(
        "{ID, C, 'delta':1, 'expected':1, 'max':7, 'min':#}", "min " + INTEGER, integers));
    all.addAll(invalidRows(
        "{ID, C, 'delta':1, 'expected':1, 'max':#, 'min':7}", "max " + INTEGER, integers));
    all.addAll(invalidRows(
        "{ID, C, 'delta':1, 'expected':1, 'delete':#}",
        "delete must be true or false, found #",
        NO_BOOLEANS));
    String text = "x".repeat(59) + "\uD83D\uDE80";
    all.addAll(expected("a cut spares characters | '" + text + "\uD83D\uDE80".repeat(39) + "' | \""
        + text + "… (139 characters)\" (a string)"));
    all.addAll(expected("a million digits are too many | " + "7".repeat(MILLION) + " | "
        + "7".repeat(60) + "… (1000000 characters) (outside signed 64 bits)"));
    return all;
  }

  private static List<BadRecord> expected(String rows) {
    return invalidRows("{ID, C, 'delta':1, 'expected':#}", "expected " + EXPECTATION, rows);
  }

  private static String shown(String rows) {
    return rows.replace("OUTSIDE", "(outside signed 64 bits)");
  }
}
