package io.counterstream.cli.publish;

import io.counterstream.cli.terminal.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The JSON objects of an input, one per line, for other commands than {@code publish}. */
public final class InputObjects {
  private InputObjects() {}

  /**
   * Reads all lines that are not blank.
   *
   * @param file the input; empty for standard input
   * @param object receives the name of each line, as {@code line 3}, and its bytes
   * @throws CliException if the input can't be read, or a line is longer than any command
   */
  public static void read(Optional<Path> file, BiConsumer<String, byte[]> object)
      throws IOException {
    Optional<PublishRequest.Format> json = Optional.of(PublishRequest.Format.json);
    try (InputStream input = open(file)) {
      InputLines lines =
          CommandInput.open(input, json, PublishRequest.Format.json).lines();
      for (Optional<InputLines.Line> next = next(lines); next.isPresent(); next = next(lines)) {
        InputLines.Line line = next.get();
        if (line.isCut()) {
          throw CliException.usage(
              "line " + line.number() + " must be at most " + InputLines.LINE_BYTES_MAX
                  + " bytes, found " + line.length(),
              null);
        }
        object.accept("line " + line.number(), line.bytes());
      }
    }
  }

  private static Optional<InputLines.Line> next(InputLines lines) throws IOException {
    return lines.next(InputLines.Waiting.UNNOTICED);
  }

  private static InputStream open(Optional<Path> file) throws IOException {
    return file.isPresent() ? Files.newInputStream(file.get()) : System.in;
  }
}
