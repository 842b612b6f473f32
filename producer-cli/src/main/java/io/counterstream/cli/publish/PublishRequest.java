package io.counterstream.cli.publish;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is to be published, and how.
 *
 * @param file the input; empty for standard input
 * @param format how a line is read
 * @param memory whether the position is remembered
 * @param state where, unless beside the file; needed to remember that of standard input
 * @param refusals told of the outcomes that are not applied; if empty, no outcome is waited for
 */
public record PublishRequest(
    Optional<Path> file,
    Format format,
    Memory memory,
    Optional<Path> state,
    Optional<RefusalListener> refusals) {
  private static final String STATE_SUFFIX = ".publish-state";

  /** How a line is read. The names are the words on the command line. */
  public enum Format {
    /** A JSON object, as the contract has it. */
    json,
    /** Comma-separated values below a line that names them. */
    csv;

    /** What the name of a file says; JSON if it says nothing. */
    public static Format of(Path file) {
      return file.toString().endsWith(".csv") ? csv : json;
    }
  }

  /** The file that holds the state; asked for only if it is remembered. */
  Path stateFile() {
    return state.orElseGet(() -> {
      Path input = file.orElseThrow();
      return input.resolveSibling(input.getFileName() + STATE_SUFFIX);
    });
  }

  /** The input from its beginning; the caller closes it. */
  InputStream open() throws IOException {
    return file.isPresent() ? Files.newInputStream(file.get()) : System.in;
  }

  /** How many bytes the input has; empty if that is not known. */
  Optional<Long> size() throws IOException {
    return file.isPresent() && Files.isRegularFile(file.get())
        ? Optional.of(Files.size(file.get()))
        : Optional.empty();
  }

  LineFormat lineFormat() {
    return format == Format.csv ? new CsvCommands() : new JsonCommands();
  }
}
