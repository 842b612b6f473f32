package io.counterstream.core;

import static io.counterstream.core.MachineScript.absent;
import static io.counterstream.core.MachineScript.any;
import static io.counterstream.core.MachineScript.check;
import static io.counterstream.core.MachineScript.item;
import static io.counterstream.core.MachineScript.machine;
import static io.counterstream.core.MachineScript.overflowing;
import static io.counterstream.core.MachineScript.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the machine does with checks, which need no put. */
class CheckTest {
  static Stream<Arguments> rows() {
    MachineScript reading = machine().arrived(check(7), check(8)).advance();
    MachineScript known = machine().arrived(absent(7)).advance().accepted();
    MachineScript checked = known.arrived(check(8)).advance().read(recorded(1, 1, 7, 7));
    return Stream.of(
        arguments("checks need no write", machine().arrived(check(7), check(8)), "read"),
        arguments(
            "nor an item",
            reading.read(Optional.empty()),
            "7 applied 0 v0; 8 applied 0 v0; nothing"),
        arguments(
            "a check that arrived after the request needs another one",
            reading.arrived(check(9)).read(item(5, 3)),
            "7 applied 5 v3; 8 applied 5 v3; read"),
        arguments(
            "a blind update takes them along", machine().arrived(check(7), any(8)), "update 7..8"),
        arguments("but not alone", machine().arrived(check(7), overflowing(8)), "read"),
        arguments(
            "the put that follows records them",
            machine().arrived(check(7), overflowing(8)).advance().read(item(5, 3)),
            "7 applied 5 v3; put 5 v3 [7:5/3 8:5/3] if 5 v3"),
        arguments("the item that is known may have changed", known.arrived(check(8)), "read"),
        arguments(
            "unless a put follows anyway",
            known.arrived(check(8), any(9)),
            "put 2 v2 [7:0/0 8:1/1 9:1/1] if 1 v1 to 7"),
        arguments(
            "a later put records them",
            checked.arrived(any(9)),
            "put 2 v2 [7:0/0 8:1/1 9:1/1] if 1 v1 to 7"),
        arguments(
            "also if the table holds another item by then",
            checked.arrived(any(9)).advance().refused(item(5, 3)),
            "put 6 v4 [7:0/0 8:1/1 9:5/3] if 5 v3"),
        arguments(
            "until they are committed",
            checked.committed(9).released().arrived(any(9)),
            "put 2 v2 [9:1/1] if 1 v1 to 7"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void returns(String because, MachineScript script, String expected) {
    assertThat(script.run()).isEqualTo(expected);
  }

  @Test
  void isForgettableOnceItIsCommitted() {
    CounterMachine machine =
        machine().arrived(check(7)).advance().read(Optional.empty()).machineAfter();
    assertThat(machine.isEvictable(7)).isFalse();
    assertThat(machine.isEvictable(8)).isTrue();
  }
}
