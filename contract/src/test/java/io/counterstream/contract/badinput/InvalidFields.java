package io.counterstream.contract.badinput;

import static io.counterstream.contract.badinput.BadRecord.invalid;
import static io.counterstream.contract.badinput.BadRecord.invalidRows;

import java.util.List;
import java.util.stream.Stream;

/** Commands with a wrong set of fields: the rules in the order in which they are checked. */
final class InvalidFields {
  private static final String KNOWN =
      ", expected commandId, counter, delta, expected or expectedVersion";
  private static final String MISSPELLED = """
      case counts         | {ID, C, 'Delta':1, 'expected':1}   | 'Delta', did you mean 'delta'
      letters are missing | {ID, C, 'delta':1, 'expcted':1}    | 'expcted', did you mean 'expected'
      letters are swapped | {ID, C, 'detla':1, 'expected':1}   | 'detla', did you mean 'delta'
      a name is shortened | {ID, 'count':'c', 'delta':1}       | 'count', did you mean 'counter'
      snake case is usual | {ID, C, 'command_id':1}  | 'command_id', did you mean 'commandId'
      an id has one name  | {ID, C, 'commandID':'i'} | 'commandID', did you mean 'commandId'
      """;
  private static final String UNKNOWN = """
      no field is similar             | {ID, C, 'delta':1, 'expected':1, 'note':'hi'} | note
      short names are similar to few  | {ID, C, 'delta':1, 'expected':1, 'id':2}      | id
      the first of several is named   | {'b':1, ID, 'a':1}                            | b
      unknown comes before missing    | {ID, 'b':1}                                   | b
      unknown comes before wrong      | {ID, 'counter':7, 'b':{'c':[1, {}]}}          | b
      unknown comes before repeated   | {ID, C, C, 'b':1}                             | b
      control characters are escaped  | {ID, '\\u0007\\u001b[31m':1}    | \\u0007\\u001b[31m
      a name may be empty             | {ID, '':1}                                    |
      """;
  private static final String REPEATED = """
      two values are ambiguous       | {ID, C, 'delta':1, 'expected':1, 'delta':2}       | delta
      so are two equal ones          | {ID, C, 'delta':1, 'expected':1, 'expected':1}    | expected
      a wrong and a right one are    | {ID, C, 'delta':'', 'expected':1, 'delta':1}      | delta
      an escaped name is the name    | {ID, C, 'delta':1, '\\u0064elta':1, 'expected':1} | delta
      the order does not matter      | {ID, C, 'delta':'', 'expected':'', 'counter':1}   | counter
      neither of two counters counts | {ID, C, C, 'delta':1, 'expected':1}               | counter
      """;
  private static final String MISSING = """
      counter is required    | {ID, 'delta':1, 'expected':1} | counter is required: NAME
      delta is required      | {ID, C, 'expected':1}         | delta is required: INTEGER
      expected is required   | {ID, C, 'delta':1}            | expected is required: EXPECTATION
      the contract has an order           | {ID}                 | counter is required: NAME
      missing is a fault like others      | {ID, C, 'expected':true} | delta is required: INTEGER
      """;

  private InvalidFields() {}

  static List<BadRecord> all() {
    String missing = MISSING
        .replace("NAME", "a string of 1 to 255 bytes in UTF-8")
        .replace("INTEGER", "an integer from -9223372036854775808 to 9223372036854775807")
        .replace("EXPECTATION", "an integer, \"any\" or \"absent\"");
    BadRecord longName = invalid(
        "a long name is cut",
        "{ID, '" + "x".repeat(81) + "':1}",
        "unknown field '" + "x".repeat(60) + "… (81 characters)'" + KNOWN);
    BadRecord longValue = invalid(
        "a megabyte changes nothing",
        "{ID, C, 'delta':1, 'expected':0, 'note':'" + "y".repeat(999_000) + "'}",
        "unknown field 'note'" + KNOWN);
    return Stream.of(
            invalidRows("#", "unknown field #?", MISSPELLED),
            invalidRows("#", "unknown field '#'" + KNOWN, UNKNOWN),
            List.of(longName, longValue),
            invalidRows("#", "# must occur once, found it more than once", REPEATED),
            invalidRows("#", "#", missing))
        .flatMap(List::stream)
        .toList();
  }
}
