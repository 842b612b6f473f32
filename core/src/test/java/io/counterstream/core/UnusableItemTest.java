package io.counterstream.core;

import static io.counterstream.core.MachineScript.absent;
import static io.counterstream.core.MachineScript.any;
import static io.counterstream.core.MachineScript.item;
import static io.counterstream.core.MachineScript.machine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the machine does with an item whose value or version is unusable, and after its cure. */
class UnusableItemTest {
  static Stream<Arguments> unusable() {
    return Stream.of(
        arguments(
            "an unusable item is left as it is, and the rejection recorded",
            machine().arrived(any(7)).advance().updated(MachineScript.unusable()),
            "put unusable [7:unusable] if unusable"),
        arguments(
            "commands that arrived meanwhile are rejected with it",
            machine().arrived(any(7), absent(8)).advance().updated(MachineScript.unusable()),
            "put unusable [7:unusable 8:unusable] if unusable"),
        arguments(
            "the rejection is returned once it is recorded",
            machine()
                .arrived(any(7))
                .advance()
                .updated(MachineScript.unusable())
                .accepted(),
            "7 rejected unusable; nothing"),
        arguments(
            "a redelivered command is rejected again",
            machine().arrived(any(7)).advance().updated(MachineScript.recordedUnusable(7)),
            "7 rejected unusable; nothing"),
        arguments(
            "a redelivered command is rejected again although the item was cured",
            machine().arrived(any(7)).advance().updated(MachineScript.cured(5, 3, 7)),
            "7 rejected unusable; nothing"),
        arguments(
            "the next command after a cure goes on",
            machine().arrived(any(7), any(8)).advance().updated(MachineScript.cured(5, 3, 7)),
            "7 rejected unusable; put 6 v4 [7:unusable 8:5/3] if 5 v3 to 7"),
        arguments(
            "a cure refuses the record of a rejection",
            machine()
                .arrived(any(7))
                .advance()
                .updated(MachineScript.unusable())
                .refused(item(5, 3)),
            "put 6 v4 [7:5/3] if 5 v3, failed 1"));
  }

  /** Otherwise items with texts of 400 KB as values would fill the memory. */
  @Test
  void theMemoryOfWhatIsUnusableCounts() {
    CounterItem small = unusableAs("x");
    CounterItem large = unusableAs("x".repeat(300_000));
    assertThat(memoryBytes(large) - memoryBytes(small)).isEqualTo(299_999);
  }

  private static CounterItem unusableAs(String value) {
    return RawContent.of(Optional.of(value), Optional.empty(), Optional.empty(), false)
        .item(MachineScript.unusable().orElseThrow());
  }

  private static long memoryBytes(CounterItem item) {
    return machine()
        .arrived(any(7))
        .advance()
        .updated(Optional.of(item))
        .machineAfter()
        .memoryBytes();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unusable")
  void rejectsCommandsOfAnUnusableItem(String because, MachineScript script, String expected) {
    assertThat(script.run()).isEqualTo(expected);
  }
}
