package io.counterstream.contract.badinput;

import static io.counterstream.contract.badinput.BadRecord.invalid;
import static io.counterstream.contract.badinput.BadRecord.invalidRows;

import java.util.List;
import java.util.stream.Stream;

/** Commands with a wrong set of fields: the rules in the order in which they are checked. */
final class InvalidFields {
  private static final String KNOWN =
      ", expected commandId, counter, delta, expected, expectedVersion, min, max or delete";
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
      it comes before a combination   | {ID, C, 'delete':true, 'delta':1, 'b':1}      | b
      """;
  private static final String REPEATED = """
      two values are ambiguous       | {ID, C, 'delta':1, 'expected':1, 'delta':2}       | delta
      so are two equal ones          | {ID, C, 'delta':1, 'expected':1, 'expected':1}    | expected
      a wrong and a right one are    | {ID, C, 'delta':'', 'expected':1, 'delta':1}      | delta
      an escaped name is the name    | {ID, C, 'delta':1, '\\u0064elta':1, 'expected':1} | delta
      the order does not matter      | {ID, C, 'delta':'', 'expected':'', 'counter':1}   | counter
      two lower bounds are ambiguous | {ID, C, 'delta':1, 'expected':1, 'min':1, 'min':1} | min
      two upper ones are             | {ID, C, 'delta':1, 'expected':1, 'max':1, 'max':1} | max
      false and true are             | {ID, C, 'expected':1, 'delete':false, 'delete':true} | delete
      true and false are             | {ID, C, 'expected':1, 'delete':true, 'delete':false} | delete
      neither of two counters counts | {ID, C, C, 'delta':1, 'expected':1}               | counter
      """;
  private static final String MISSING = """
      counter is required    | {ID, 'delta':1, 'expected':1} | counter is required: NAME
      delta is required      | {ID, C, 'expected':1}         | delta is required: INTEGER
      expected is required   | {ID, C, 'delta':1}            | expected is required: EXPECTATION
      false deletes nothing  | {ID, C, 'expected':1, 'delete':false} | delta is required: INTEGER
      deleting is a decision | {ID, C, 'delete':true}       | expected is required: EXPECTATION
      the contract has an order           | {ID}                 | counter is required: NAME
      missing is a fault like others      | {ID, C, 'expected':true} | delta is required: INTEGER
      """;

  private static final String COMBINED = """
      what is deleted has no delta   | {ID, C, 'delta':1, 'expected':1, 'delete':true} | delta NOT
      a delta of 0 is a delta        | {ID, C, 'delta':0, 'expected':1, 'delete':true} | delta NOT
      a wrong one is one             | {ID, C, 'delta':'', 'expected':1, 'delete':true} | delta NOT
      what is deleted has no bounds  | {ID, C, 'expected':1, 'min':1, 'delete':true}   | min NOT
      neither lower nor upper        | {ID, C, 'expected':1, 'max':1, 'delete':true}   | max NOT
      the order does not matter      | {'delete':true, 'max':1, ID, C, 'expected':1}   | max NOT
      only what is there is deleted  | {ID, C, 'expected':'absent', 'delete':true}     | ABSENT
      bounds have an order | {ID, C, 'delta':1, 'expected':1, 'min':1, 'max':0} | ORDER 1, found 0
      integers have one | {ID, C, 'delta':1, 'expected':1, 'max':-10, 'min':-9} | ORDER -9, WRONG
      wrong bounds have none  | {ID, C, 'delta':1, 'expected':1, 'min':'', 'max':0} | LOWER "" TEXT
      a wrong one may delete | {ID, C, 'expected':1, 'delete':'true'} | DELETE "true" TEXT
      """;

  private InvalidFields() {}

  static List<BadRecord> all() {
    String missing = MISSING
        .replace("NAME", "a string of 1 to 255 bytes in UTF-8")
        .replace("INTEGER", "an integer from -9223372036854775808 to 9223372036854775807")
        .replace("EXPECTATION", "an integer, \"any\" or \"absent\"");
    String combined = COMBINED
        .replace("NOT", "must be missing where delete is true")
        .replace(
            "ABSENT",
            "expected must be an integer or \"any\" where delete is true, found \"absent\"")
        .replace("WRONG", "found -10")
        .replace("TEXT", "(a string)")
        .replace("ORDER", "max must be at least min, which is")
        .replace(
            "LOWER",
            "min must be an integer from -9223372036854775808 to 9223372036854775807, found")
        .replace("DELETE", "delete must be true or false, found");
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
            invalidRows("#", "#", missing),
            invalidRows("#", "#", combined))
        .flatMap(List::stream)
        .toList();
  }
}
