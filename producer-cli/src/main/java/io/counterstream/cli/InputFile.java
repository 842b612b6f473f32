package io.counterstream.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What an input is to the operating system: a file that is stored, or a stream. */
final class InputFile {
  private static final Path STANDARD_INPUT = Path.of("/dev/stdin");

  private InputFile() {}

  /**
   * Returns whether the input can be read from a position again, beside which its state belongs:
   * {@code /dev/stdin} is none, even if a file is behind it.
   */
  static boolean isStored(Path input) {
    Path path = input.toAbsolutePath();
    return Files.isRegularFile(path) && !path.startsWith("/dev") && !path.startsWith("/proc");
  }

  /** Returns whether the end of the input may be that of a half-written line. */
  static boolean mayGrow(Optional<Path> input) {
    return Files.isRegularFile(input.orElse(STANDARD_INPUT));
  }

  /** Returns whether both paths name one file. */
  static boolean isSame(Path one, Path another) {
    try {
      return Files.exists(one) && Files.exists(another) && Files.isSameFile(one, another);
    } catch (IOException unknown) {
      return false;
    }
  }
}
