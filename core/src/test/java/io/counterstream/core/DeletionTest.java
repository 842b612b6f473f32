package io.counterstream.core;

import static io.counterstream.core.MachineScript.absent;
import static io.counterstream.core.MachineScript.any;
import static io.counterstream.core.MachineScript.check;
import static io.counterstream.core.MachineScript.deleting;
import static io.counterstream.core.MachineScript.item;
import static io.counterstream.core.MachineScript.machine;
import static io.counterstream.core.MachineScript.recorded;
import static io.counterstream.core.MachineScript.tombstone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Deletions, and commands for counters that were deleted. */
class DeletionTest {
  private static final CounterState DELETED = new CounterState(0, 8, true);
  private static final OptionalLong NO_VERSION = OptionalLong.empty();

  static Stream<Arguments> decisions() {
    return Stream.of(
        arguments(
            "the counter is deleted", delete(Expectation.ANY), state(41, 7), "-41 v8 deleted"),
        arguments("at 0 too", delete(Expectation.exactly(0)), state(0, 7), "0 v8 deleted"),
        arguments("not at another value", delete(Expectation.exactly(5)), state(41, 7), "conflict"),
        arguments(
            "nor at another version",
            CounterCommand.deleting("id", "c", Expectation.ANY, OptionalLong.of(6)),
            state(41, 7),
            "conflict"),
        arguments("nothing is deleted twice", delete(Expectation.ANY), DELETED, "0 v8 deleted"),
        arguments("nor what never was", delete(Expectation.ANY), CounterState.ABSENT, "0 v0"),
        arguments(
            "what was added must fit when it is subtracted",
            delete(Expectation.ANY),
            state(Long.MIN_VALUE, 7),
            "rejected"),
        arguments("a deleted counter is absent", add(5, Expectation.ABSENT), DELETED, "5 v9"),
        arguments("and may be created at 0", add(0, Expectation.ABSENT), DELETED, "0 v9"),
        arguments("it has the value 0", add(5, Expectation.exactly(0)), DELETED, "5 v9"),
        arguments("and no other", add(5, Expectation.exactly(41)), DELETED, "conflict"),
        arguments("a check leaves it deleted", add(0, Expectation.ANY), DELETED, "0 v8 deleted"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("decisions")
  void isDecided(String because, CounterCommand command, CounterState state, String expected) {
    Outcome outcome = Decider.decide(command, Instant.EPOCH, state);
    if (outcome instanceof Outcome.Applied applied) {
      CounterState after = applied.after();
      assertThat(applied.delta() + " v" + after.version() + (after.deleted() ? " deleted" : ""))
          .isEqualTo(expected);
    } else {
      assertThat(outcome.type().word()).isEqualTo(expected);
      assertThat(outcome.state()).contains(state);
    }
  }

  static Stream<Arguments> requests() {
    MachineScript reading = machine().arrived(deleting(7)).advance();
    return Stream.of(
        arguments("a deletion sets the value, so it is not blind", reading, "read"),
        arguments(
            "it ends a blind update",
            machine().arrived(any(7), deleting(8), any(9)),
            "update 7..7"),
        arguments(
            "it leaves a tombstone", reading.read(item(5, 3)), "put deleted v4 [7:5/3] if 5 v3"),
        arguments(
            "what follows creates the counter again",
            machine().arrived(deleting(7), absent(8)).advance().read(item(5, 3)),
            "put 1 v5 [7:5/3 8:deleted/4] if 5 v3"),
        arguments(
            "a tombstone is decided against like any item",
            machine().arrived(any(7)).advance().updated(tombstone(4)),
            "put 1 v5 [7:deleted/4] if deleted v4"),
        arguments(
            "that there was nothing to delete is recorded",
            reading.read(Optional.empty()),
            "put 0 v0 [7:0/0] if absent"),
        arguments(
            "a check of a tombstone is read",
            machine().arrived(check(7)).advance().read(tombstone(4)),
            "7 applied 0 v4; nothing"),
        arguments(
            "a redelivered deletion is in the journal",
            reading.read(recorded(6, 4, 7, 7)),
            "7 applied 0 v4; nothing"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void isRequested(String because, MachineScript script, String expected) {
    assertThat(script.run()).isEqualTo(expected);
  }

  private static CounterCommand delete(Expectation expected) {
    return CounterCommand.deleting("id", "c", expected, NO_VERSION);
  }

  private static CounterCommand add(long delta, Expectation expected) {
    return new CounterCommand("id", "c", delta, expected);
  }

  private static CounterState state(long value, long version) {
    return new CounterState(value, version);
  }
}
