package counterstream.decide;

import counterstream.contract.CounterState;
import counterstream.contract.Expectation;
import counterstream.contract.IncrementCommand;
import counterstream.contract.Outcome;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request that applies a command to an item that was never read, on condition that the command's
 * own expectation holds: one request instead of a read and a put.
 *
 * <p>It succeeds if an item is there which
 *
 * <ul>
 *   <li>has the value {@link #expected}, and the version {@link #expectedVersion} or, without one,
 *       a version of 1 or more;
 *   <li>was last written by the command's log, at a lower offset, or by no log at all.
 * </ul>
 *
 * <p>It then adds the delta, adds 1 to the version, notes the timestamp, and records the command as
 * the only one of the journal. That forgets nothing that is needed: every command of this counter
 * that came before this one in the log lies below the offset from which the machine followed it,
 * and so is committed. What is remembered of other logs stays.
 *
 * @param counter the counter's name
 * @param position the command's place in its log
 * @param expected the value that the command expects
 * @param expectedVersion the version that it expects, 1 or more, if it does
 * @param delta what to add, not 0; the sum is a signed 64-bit integer
 * @param timestamp the command's record timestamp
 */
public record FirstTouch(
    String counter,
    LogPosition position,
    long expected,
    OptionalLong expectedVersion,
    long delta,
    Instant timestamp) {

  /** The touch for a command, if it is one that changes an existing counter of a known value. */
  static Optional<FirstTouch> by(LoggedCommand logged, LogSource source) {
    IncrementCommand command = logged.command();
    if (!(command.expected() instanceof Expectation.Exactly exactly)) {
      return Optional.empty();
    }
    long version = command.expectedVersion().orElse(1);
    if (version < 1 || command.delta() == 0) {
      return Optional.empty();
    }
    CounterState before = new CounterState(exactly.value(), version);
    if (!(Decider.decide(command, logged.timestamp(), before) instanceof Outcome.Applied)) {
      return Optional.empty();
    }
    return Optional.of(new FirstTouch(
        command.counter(),
        new LogPosition(source, logged.offset()),
        exactly.value(),
        command.expectedVersion(),
        command.delta(),
        logged.timestamp()));
  }

  /** The counter's value afterwards. */
  public long value() {
    return expected + delta;
  }
}
