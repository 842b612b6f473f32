package io.counterstream.audit;

import java.util.Arrays;

/** The clients' intervals by command; a command without one may have been sent at any time. */
final class Calls {
  private final long[] sentNanos;
  private final long[] receivedNanos;

  private Calls(int commands) {
    sentNanos = new long[commands];
    receivedNanos = new long[commands];
    Arrays.fill(sentNanos, Long.MIN_VALUE);
    Arrays.fill(receivedNanos, Long.MAX_VALUE);
  }

  /**
   * Finds the command of each interval.
   *
   * @param calls rows of partition, offset, sent, received
   */
  static Calls of(Rows calls, CommandLog commands, Findings findings) {
    Calls found = new Calls(commands.size());
    for (int call = 0; call < calls.size(); call++) {
      Position position = new Position((int) calls.get(call, 0), calls.get(call, 1));
      int command = commands.find(position);
      if (command == CommandLog.NONE) {
        findings.add(
            Check.RESULT_OF_NO_COMMAND,
            "a client was answered for %s, but no command stands there",
            position);
      } else {
        found.sentNanos[command] = calls.get(call, 2);
        found.receivedNanos[command] = calls.get(call, 3);
      }
    }
    return found;
  }

  long sentNanos(int command) {
    return sentNanos[command];
  }

  long receivedNanos(int command) {
    return receivedNanos[command];
  }
}
