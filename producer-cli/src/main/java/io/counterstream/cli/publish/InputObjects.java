package io.counterstream.cli.publish;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The JSON objects of an input, one per line, for other commands than {@code publish}. */
public final class InputObjects {
  private InputObjects() {}

  /**
   * Reads all lines that are not blank.
   *
   * @param file the input; empty for standard input
   * @param object receives the name of each line, as {@code line 3}, and its bytes
   * @param tooLong receives a message for each line that is longer than any command
   * @throws io.counterstream.cli.terminal.CliException if the input is no lines of text
   */
  public static void read(
      Optional<Path> file, BiConsumer<String, byte[]> object, Consumer<String> tooLong)
      throws IOException {
    Optional<PublishRequest.Format> json = Optional.of(PublishRequest.Format.json);
    try (InputStream input = stream(file)) {
      InputLines lines =
          CommandInput.open(input, json, PublishRequest.Format.json).lines();
      for (Optional<InputLines.Line> next = next(lines); next.isPresent(); next = next(lines)) {
        InputLines.Line line = next.get();
        if (line.isCut()) {
          tooLong.accept("line " + line.number() + " must be at most " + InputLines.LINE_BYTES_MAX
              + " bytes, found " + line.length());
        } else {
          object.accept("line " + line.number(), line.bytes());
        }
      }
    }
  }

  private static Optional<InputLines.Line> next(InputLines lines) throws IOException {
    return lines.next(InputLines.Waiting.UNNOTICED);
  }

  /** Opens an input, which the caller closes. A pipe is read as it is written, without seeking. */
  static InputStream stream(Optional<Path> file) throws IOException {
    return file.isPresent() ? new FileInputStream(file.get().toFile()) : System.in;
  }
}
