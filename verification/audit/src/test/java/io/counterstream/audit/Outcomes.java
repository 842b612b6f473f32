package io.counterstream.audit;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Outcome.Applied;
import io.counterstream.contract.Outcome.Conflict;
import io.counterstream.contract.Outcome.Rejected;
import io.counterstream.contract.json.DecodedCommand;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/** The right outcomes of commands, and changed ones. */
final class Outcomes {
  private static final Instant TIME = Instant.EPOCH;

  private Outcomes() {}

  /** The right outcome of a command for a counter in this state. */
  static Outcome decide(CounterCommand command, CounterState state) {
    boolean version = command.expectedVersion().isEmpty()
        || command.expectedVersion().getAsLong() == state.version();
    if (!version || !command.expected().holdsFor(state)) {
      return new Conflict(command, state, TIME);
    }
    if (command.delete()) {
      return deletion(command, state);
    }
    BigInteger sum = BigInteger.valueOf(state.value()).add(BigInteger.valueOf(command.delta()));
    if (sum.bitLength() > 63) {
      return overflow(command, Optional.of(state));
    }
    boolean above = command.bounds().min().orElse(Long.MIN_VALUE) <= sum.longValue();
    if (!above || command.bounds().max().orElse(Long.MAX_VALUE) < sum.longValue()) {
      return new Conflict(command, Conflict.BOUNDS, state, TIME);
    }
    boolean check = command.delta() == 0 && !command.expected().equals(Expectation.ABSENT);
    return check
        ? new Applied(command, state.value(), state, TIME)
        : applied(command, state.value(), state.version() + 1);
  }

  private static Outcome deletion(CounterCommand command, CounterState state) {
    if (state.value() == Long.MIN_VALUE) {
      return overflow(command, Optional.of(state));
    }
    CounterState after = state.exists() ? new CounterState(0, state.version() + 1, true) : state;
    return new Applied(command, state.value(), after, TIME);
  }

  static Applied applied(CounterCommand command, long previous, long version) {
    return new Applied(
        command, previous, new CounterState(previous + command.delta(), version), TIME);
  }

  static Conflict conflict(CounterCommand command, long value, long version) {
    return new Conflict(command, new CounterState(value, version), TIME);
  }

  static Conflict outOfBounds(CounterCommand command, long value, long version) {
    return new Conflict(command, Conflict.BOUNDS, new CounterState(value, version), TIME);
  }

  static Rejected overflow(CounterCommand command, Optional<CounterState> state) {
    return rejected(
        command.commandId(), Optional.of(command.counter()), Rejected.OVERFLOW, "full", state);
  }

  static Rejected unusable(CounterCommand command) {
    return rejected(
        command.commandId(),
        Optional.of(command.counter()),
        Rejected.UNUSABLE,
        "no value",
        Optional.empty());
  }

  /** The rejection of a command that repeats one; empty if that was removed. */
  static Rejected repeated(CounterCommand command, Optional<RecordPosition> first) {
    return new Rejected(
        command.commandId(),
        Optional.of(command.counter()),
        Rejected.REPEATED,
        "sent before",
        Optional.empty(),
        first.map(at -> new Outcome.Original(
            "4Zk3n0XbQ7yVb2y0mX1K9g/" + at.partition() + "/" + at.offset(), TIME)),
        TIME);
  }

  static Rejected rejected(DecodedCommand.Invalid invalid) {
    return rejected(
        invalid.commandId(),
        invalid.counter(),
        invalid.reason(),
        invalid.message(),
        Optional.empty());
  }

  static Rejected rejected(
      String commandId,
      Optional<String> counter,
      String reason,
      String message,
      Optional<CounterState> state) {
    return new Rejected(commandId, counter, reason, message, state, Optional.empty(), TIME);
  }

  /** The same, naming another state; a change or check is shifted with what it began with. */
  static Outcome at(Outcome outcome, long value, long version) {
    if (outcome instanceof Applied applied) {
      return new Applied(
          applied.command(), value - applied.delta(), new CounterState(value, version), TIME);
    }
    if (outcome instanceof Conflict conflict) {
      return new Conflict(
          conflict.command(), conflict.cause(), new CounterState(value, version), TIME);
    }
    Rejected rejected = (Rejected) outcome;
    return rejected(
        rejected.commandId(),
        rejected.counter(),
        rejected.reason(),
        rejected.message(),
        Optional.of(new CounterState(value, version)));
  }
}
