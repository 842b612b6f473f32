package io.counterstream.core;

import static io.counterstream.core.MachineScript.absent;
import static io.counterstream.core.MachineScript.any;
import static io.counterstream.core.MachineScript.exactly;
import static io.counterstream.core.MachineScript.item;
import static io.counterstream.core.MachineScript.machine;
import static io.counterstream.core.MachineScript.overflowing;
import static io.counterstream.core.MachineScript.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The machine's transitions: the request under way, the event, and the actions that follow. */
class CounterMachineTest {
  static Stream<Arguments> withoutRequest() {
    return Stream.of(
        row("no command waits", machine(), "nothing"),
        row("the table can decide 'any' unseen", machine().arrived(any(7)), "update 7..7"),
        row(
            "the table can decide later commands with it",
            machine().arrived(any(7), any(8)),
            "update 7..8"),
        row("so can it an exact value", machine().arrived(exactly(7, 41)), "update 7..7"),
        row(
            "0 is what an absent counter has, so no item is expected",
            machine().arrived(exactly(7, 0)),
            "put 1 v1 [7:0/0] if absent"),
        row(
            "'absent' expects no item",
            machine().arrived(absent(7), any(8)),
            "put 2 v2 [7:0/0 8:1/1] if absent"),
        row("an overflow can't be decided unseen", machine().arrived(overflowing(7)), "read"),
        row(
            "the item is known, so the put is conditional on it",
            machine().arrived(absent(7)).advance().accepted().arrived(any(8)),
            "put 2 v2 [7:0/0 8:1/1] if 1 v1 to 7"));
  }

  static Stream<Arguments> whileReading() {
    MachineScript reading = machine().arrived(overflowing(7)).advance();
    return Stream.of(
        row("one request at a time", reading.arrived(any(8)), "nothing"),
        row("the read failed", reading.failed(), "read, failed 1"),
        row("it failed twice", reading.failed().failed(), "read, failed 2"),
        row("there is no item", reading.read(Optional.empty()), "put 0 v0 [7:0/0] if absent"),
        row(
            "an item of another writer has no log",
            reading.read(item(5, 3)),
            "put 5 v3 [7:5/3] if 5 v3"),
        row(
            "the journal has the command",
            reading.read(recorded(6, 4, 7, 7)),
            "7 conflict 5 v3; nothing"),
        row(
            "the item is above the command, and the journal lacks it",
            reading.read(recorded(6, 4, 9, 9)),
            "7 stale, to 9; nothing"));
  }

  static Stream<Arguments> whileUpdating() {
    MachineScript updating = machine().arrived(any(7)).advance();
    return Stream.of(
        row("one request at a time", updating.arrived(any(8)), "nothing"),
        row("the update failed: send the same", updating.failed(), "update 7..7, failed 1"),
        row(
            "later commands are not added to a failed update",
            updating.arrived(any(8)).failed(),
            "update 7..7, failed 1"),
        row(
            "it was accepted, now or the first time",
            updating.updated(recorded(6, 4, 7, 7)),
            "7 applied 6 v4; nothing"),
        row(
            "commands that arrived meanwhile follow",
            updating.arrived(any(8)).updated(recorded(6, 4, 7, 7)),
            "7 applied 6 v4; put 7 v5 [7:5/3 8:6/4] if 6 v4 to 7"),
        row(
            "it was refused: decide against what is there",
            updating.updated(item(5, 3)),
            "put 6 v4 [7:5/3] if 5 v3"),
        row(
            "it was refused because there is no item",
            updating.updated(Optional.empty()),
            "put 1 v1 [7:0/0] if absent"),
        row(
            "another owner is ahead",
            updating.updated(recorded(6, 4, 9, 9)),
            "7 stale, to 9; nothing"));
  }

  static Stream<Arguments> whilePutting() {
    MachineScript putting = machine().arrived(absent(7)).advance();
    MachineScript second = putting.accepted().arrived(any(8)).advance();
    return Stream.of(
        row("one request at a time", putting.arrived(any(8)), "nothing"),
        row("no response: send the same", putting.failed(), "put 1 v1 [7:0/0] if absent, failed 1"),
        row("it was accepted", putting.accepted(), "7 applied 1 v1; nothing"),
        row(
            "commands that arrived meanwhile are one batch",
            putting.arrived(any(8), any(9)).accepted(),
            "7 applied 1 v1; put 3 v3 [7:0/0 8:1/1 9:2/2] if 1 v1 to 7"),
        row(
            "failures are counted from the last response on",
            putting.failed().arrived(any(8)).accepted().failed(),
            "put 2 v2 [7:0/0 8:1/1] if 1 v1 to 7, failed 1"),
        row(
            "another writer's item is decided against",
            putting.refused(item(5, 3)),
            "put 5 v3 [7:5/3] if 5 v3"),
        row(
            "our own write refused it",
            putting.refused(recorded(6, 4, 7, 7)),
            "7 conflict 5 v3; nothing"),
        row(
            "the refused batch goes before commands that arrived meanwhile",
            putting.arrived(any(8)).refused(item(5, 3)),
            "put 6 v4 [7:5/3 8:5/3] if 5 v3"),
        row(
            "another writer deleted the item, and our journal with it",
            second.refused(Optional.empty()),
            "put 1 v1 [7:0/0 8:0/0] if absent"),
        row(
            "another writer replaced the item, and our journal with it",
            second.refused(item(5, 3)),
            "put 6 v4 [7:0/0 8:5/3] if 5 v3"),
        row(
            "committed commands can't be redelivered",
            second.committed(8).refused(item(5, 3)),
            "put 6 v4 [8:5/3] if 5 v3"));
  }

  static Stream<Arguments> whenRefusedAgain() {
    MachineScript putting = machine().arrived(absent(7)).advance();
    return Stream.of(
        row(
            "a write that is refused again waits a little, as after a failure",
            putting.refused(item(5, 3)).refused(item(5, 3)),
            "put 5 v3 [7:5/3] if 5 v3, failed 1"),
        row(
            "longer each time, also if it fails in between",
            putting.refused(item(5, 3)).refused(item(5, 3)).refused(item(6, 3)).failed(),
            "put 6 v3 [7:6/3] if 6 v3, failed 3"),
        row(
            "until a command is decided",
            putting
                .refused(item(5, 3))
                .refused(item(5, 3))
                .refused(recorded(6, 4, 7, 7))
                .arrived(any(8)),
            "put 7 v5 [7:5/3 8:6/4] if 6 v4 to 7"));
  }

  static Stream<Arguments> afterRelease() {
    MachineScript two = machine()
        .arrived(absent(7))
        .advance()
        .accepted()
        .arrived(any(8))
        .advance()
        .accepted();
    MachineScript seven = two.committed(8).released().arrived(any(9)).advance();
    MachineScript both = two.committed(9).released().arrived(any(10)).advance();
    return Stream.of(
        row("what is not committed stays", seven, "put 3 v3 [8:1/1 9:2/2] if 2 v2 to 8"),
        row(
            "also if another writer replaces the item",
            seven.refused(item(5, 3)),
            "put 6 v4 [8:1/1 9:5/3] if 5 v3"),
        row("all is committed, the offset stays", both, "put 3 v3 [10:2/2] if 2 v2 to 8"),
        row(
            "a command that is on its way keeps everything",
            two.committed(8).arrived(any(9)).released().advance(),
            "put 3 v3 [8:1/1 9:2/2] if 2 v2 to 8"));
  }

  static Stream<Arguments> atTheLimits() {
    MachineScript one = machine(new Limits(1, 128)).arrived(absent(7), any(8)).advance();
    MachineScript full = machine(new Limits(1000, 128));
    for (int i = 0; i < 20; i++) {
      full = full.arrived(any(1000L * i * i + 1));
    }
    MachineScript waits = full.advance().updated(Optional.empty()).accepted();
    return Stream.of(
        row("a batch is full", one, "put 1 v1 [7:0/0] if absent"),
        row("the next batch follows", one.accepted(), "7 applied 1 v1; put 2 v2"),
        row("a full journal waits for a commit", waits.advance(), "await commit"),
        row("it still waits after another command", waits.arrived(any(900_000)), "await commit"),
        row("a command that blocks the commit does not wait", waits.pastLimit(), "put "),
        row("a commit frees space", waits.committed(800_000).advance(), "put "));
  }

  private static Arguments row(String because, MachineScript script, String expected) {
    return arguments(because, script, expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "withoutRequest",
    "whileReading",
    "whileUpdating",
    "whilePutting",
    "whenRefusedAgain",
    "afterRelease"
  })
  void returns(String because, MachineScript script, String expected) {
    assertThat(script.run()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("atTheLimits")
  void staysWithinItsLimits(String because, MachineScript script, String expected) {
    assertThat(script.run()).startsWith(expected);
  }

  static Stream<Arguments> responses() {
    Consumer<CounterMachine> read = machine -> machine.readCompleted(Optional.empty(), 0);
    Consumer<CounterMachine> update = machine -> machine.blindUpdateCompleted(Optional.empty(), 0);
    Consumer<CounterMachine> accepted = machine -> machine.putAccepted(0);
    Consumer<CounterMachine> refused = machine -> machine.putRefused(Optional.empty(), 0);
    Consumer<CounterMachine> failed = CounterMachine::requestFailed;
    MachineScript none = machine();
    MachineScript reading = machine().arrived(overflowing(7)).advance();
    MachineScript updating = machine().arrived(any(7)).advance();
    MachineScript putting = machine().arrived(absent(7)).advance();
    return Stream.of(
        arguments("no request can fail", none, failed, "failure of a request while None"),
        arguments("nothing was read", none, read, "response to a Read while None"),
        arguments("nothing was updated", none, update, "response to a Blind while None"),
        arguments("nothing was put", none, accepted, "response to a Put while None"),
        arguments("an update is no read", updating, read, "response to a Read while Blind"),
        arguments("a put is no read", putting, read, "response to a Read while Put"),
        arguments("a read is no update", reading, update, "response to a Blind while Read"),
        arguments("a put is no update", putting, update, "response to a Blind while Put"),
        arguments("a read is no put", reading, accepted, "response to a Put while Read"),
        arguments("a read can't be refused", reading, refused, "response to a Put while Read"),
        arguments("an update is no put", updating, refused, "response to a Put while Blind"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("responses")
  void refusesAResponseToAnotherRequest(
      String because, MachineScript script, Consumer<CounterMachine> event, String message) {
    CounterMachine machine = script.machineAfter();
    assertThatThrownBy(() -> event.accept(machine))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("counter c: " + message);
  }

  @Test
  void isForgettableOnceEverythingItRecordedIsCommitted() {
    MachineScript updating = machine().arrived(any(7)).advance();
    MachineScript putting = updating.updated(Optional.empty());
    assertForgettable("nothing is known", machine(), 0, true);
    assertForgettable("a command waits", machine().arrived(any(7)), 9, false);
    assertForgettable("a blind update is under way", updating, 9, false);
    assertForgettable("a put is under way", putting, 9, false);
    assertForgettable("7 is recorded, but not committed", putting.accepted(), 7, false);
    assertForgettable("7 is committed", putting.accepted(), 8, true);
  }

  private static void assertForgettable(
      String because, MachineScript script, long committed, boolean expected) {
    assertThat(script.machineAfter().isEvictable(committed)).as(because).isEqualTo(expected);
  }
}
