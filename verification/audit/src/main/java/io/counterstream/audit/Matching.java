package io.counterstream.audit;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Which result belongs to which command: exactly one to each, and in each topic in the same order.
 * Where there are several, the first that was given stands for the command in all other checks.
 */
final class Matching {
  private static final int NONE = -1;

  private final CommandLog commands;
  private final ResultLog results;
  private final int[] resultOf;

  private Matching(CommandLog commands, ResultLog results) {
    this.commands = commands;
    this.results = results;
    this.resultOf = new int[commands.size()];
  }

  static Matching of(CommandLog commands, ResultLog results, Findings findings) {
    Matching matching = new Matching(commands, results);
    Arrays.fill(matching.resultOf, NONE);
    matching.match(findings);
    matching.checkAllAnswered(findings);
    matching.checkOrder(findings);
    return matching;
  }

  boolean isAnswered(int command) {
    return resultOf[command] != NONE;
  }

  /** The result of a command that is answered. */
  LoggedResult resultOf(int command) {
    return results.get(resultOf[command]);
  }

  private void match(Findings findings) {
    for (int result = 0; result < results.size(); result++) {
      Position position = results.commandOf(result);
      int command = commands.find(position);
      if (command == CommandLog.NONE) {
        findings.add(
            Check.RESULT_OF_NO_COMMAND,
            "%s answers %s, but no command stands there",
            results.get(result),
            position.equals(Position.NONE) ? "nothing" : position);
      } else if (isAnswered(command)) {
        findings.add(
            Check.RESULT_REPEATED,
            "command %s has %s and then %s, expected one result",
            position,
            resultOf(command),
            results.get(result));
      } else {
        resultOf[command] = result;
      }
    }
  }

  private void checkAllAnswered(Findings findings) {
    for (int command = 0; command < resultOf.length; command++) {
      if (!isAnswered(command)) {
        findings.add(Check.RESULT_MISSING, "%s has no result", commands.get(command));
      }
    }
  }

  /** Rows of a partition are in the order of its log, so its results have to be as well. */
  private void checkOrder(Findings findings) {
    Map<Integer, Map<Kind, LoggedResult>> last = new HashMap<>();
    for (int command = 0; command < resultOf.length; command++) {
      if (isAnswered(command)) {
        LoggedResult result = resultOf(command);
        LoggedResult before = last.computeIfAbsent(
                result.partition(), unused -> new EnumMap<>(Kind.class))
            .get(result.kind());
        int partition = commands.get(command).position().partition();
        if (partition != result.partition()) {
          continue; // stands in the wrong partition, which is a finding of its own
        }
        if (before != null && before.offset() >= result.offset()) {
          findings.add(
              Check.RESULT_OUT_OF_ORDER,
              "%s answers %s, but %s answers an earlier command",
              result,
              commands.get(command),
              before);
        }
        last.get(result.partition()).put(result.kind(), result);
      }
    }
  }
}
