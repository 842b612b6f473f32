package io.counterstream.processor.stream;

import io.counterstream.processor.repeats.RepeatSettings;
import io.counterstream.processor.repeats.RepeatWindows;
import io.counterstream.processor.repeats.Repeats;
import java.util.Optional;

/** Windows for tests of other things than repeats. */
final class TestRepeats {
  private static final RepeatSettings NONE = new RepeatSettings(0, 0, 100_000);

  private TestRepeats() {}

  /** Recognises no repeats. */
  static Repeats none() {
    return new Repeats(Optional.empty(), NONE, closed -> {});
  }

  /** Recognises no repeats in any partition. */
  static RepeatWindows noWindows() {
    return new RepeatWindows(NONE, (partition, from, to, reader) -> {
      throw new AssertionError("there is no window to read");
    });
  }
}
