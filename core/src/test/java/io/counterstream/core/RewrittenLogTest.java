package io.counterstream.core;

import static io.counterstream.core.MachineScript.any;
import static io.counterstream.core.MachineScript.machine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterstream.contract.CounterState;
import io.counterstream.core.journal.Fingerprint;
import io.counterstream.core.journal.Journal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The machine when the log holds another command than the one that the item records. */
class RewrittenLogTest {
  private static final Fingerprint OLD = new Fingerprint(4, 1);

  static Stream<Arguments> deliveries() {
    MachineScript later = updating(7, new Fingerprint(5, 1));
    return Stream.of(
        row("the newest one again", updating(8, OLD), "8 applied 6 v4; nothing"),
        row("an earlier one again", updating(7, new Fingerprint(3, 9)), "7 applied 5 v3; nothing"),
        row("another hash", updating(8, new Fingerprint(4, 2)), "8 rewritten, to 8; nothing"),
        row("a later leader", later, "7 rewritten, to 8; nothing"),
        row(
            "an earlier leader and another hash",
            updating(8, new Fingerprint(3, 2)),
            "8 rewritten, to 8; nothing"),
        row(
            "an unknown leader, and not the newest command",
            updating(7, new Fingerprint(-1, 2)),
            "7 applied 5 v3; nothing"),
        row("nothing is known", updating(8, Fingerprint.UNKNOWN), "8 applied 6 v4; nothing"),
        row(
            "an open command of a later leader",
            updating(9, new Fingerprint(5, 2)),
            "put 7 v5 [7:4/2 8:5/3 9:6/4] if 6 v4 to 8"),
        row(
            "commands that wait behind",
            later.arrived(any(9)),
            "7 rewritten, to 8; 9 rewritten, to 8; nothing"));
  }

  private static Arguments row(String because, MachineScript delivered, String expected) {
    return arguments(because, delivered.updated(item()), expected);
  }

  /** A command is delivered, and a blind update is sent for it. */
  private static MachineScript updating(long offset, Fingerprint fingerprint) {
    LoggedCommand command = any(offset);
    return machine()
        .arrived(new LoggedCommand(offset, command.timestamp(), command.command(), fingerprint))
        .advance();
  }

  /** The item that records two commands: 7 was decided against 4 and 8 against 5. */
  private static Optional<CounterItem> item() {
    Journal.Writer journal = Journal.EMPTY.writer();
    journal.add(7, new CounterState(4, 2), new Fingerprint(3, 9));
    journal.add(8, new CounterState(5, 3), OLD);
    LogProgress log = new LogProgress(MachineScript.LOG, 8, journal.journal());
    return Optional.of(new CounterItem("c", 6, OptionalLong.of(4), List.of(log), Optional.empty()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("deliveries")
  void isNoticed(String because, MachineScript script, String expected) {
    assertThat(script.run()).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("afterwards")
  void nothingIsDecidedAfterwards(MachineScript script) {
    assertThat(script.run()).isEqualTo("10 rewritten, to 8; nothing");
    assertThat(script.machineAfter().isEvictable(Long.MAX_VALUE)).isFalse();
  }

  static Stream<MachineScript> afterwards() {
    MachineScript rewritten = updating(7, new Fingerprint(5, 1)).updated(item());
    return Stream.of(rewritten.arrived(any(10)), rewritten.released().arrived(any(10)));
  }
}
