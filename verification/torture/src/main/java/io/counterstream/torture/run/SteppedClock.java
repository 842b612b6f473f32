package io.counterstream.torture.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Clocks of processors that can be stepped, by libfaketime (Debian's package {@code faketime}). A
 * processor reads the step from a file, once a second. Only the time of day jumps, as it does when
 * a clock is set; the monotonic clock goes on.
 */
final class SteppedClock {
  private static final List<Path> LIBRARIES = List.of(
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
      Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

  private final Path directory;
  private final Optional<Path> library =
      LIBRARIES.stream().filter(Files::exists).findFirst();

  SteppedClock(Path directory) {
    this.directory = directory;
  }

  boolean isInstalled() {
    return library.isPresent();
  }

  /** Returns the variables of a processor whose clock is stepped. */
  Map<String, String> environment(int processor) {
    return Map.of(
        "LD_PRELOAD", library.orElseThrow().toString(),
        "FAKETIME_TIMESTAMP_FILE", file(processor).toString(),
        "FAKETIME_CACHE_DURATION", "1",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        "DONT_FAKE_MONOTONIC", "1",
        "NO_FAKE_STAT", "1");
  }

  /** Sets the clock of a processor to the machine's plus this. */
  void step(int processor, Duration by) {
    try {
      Path next = Files.writeString(
          directory.resolve("clock-" + processor + ".next"),
          (by.isNegative() ? "-" : "+") + by.abs().toSeconds() + "\n");
      Files.move(next, file(processor), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      throw new UncheckedIOException("can't step the clock of a processor", failed);
    }
  }

  private Path file(int processor) {
    return directory.resolve("clock-" + processor);
  }
}
