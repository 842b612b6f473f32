package io.counterstream.cli.publish;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The options of a publication.
 *
 * @param file the input; empty for standard input
 * @param format the format of the lines
 * @param memory whether the position is stored
 * @param state the file for that, if not beside the input; required for standard input
 * @param refusals receives the outcomes that are not applied; if empty, none is awaited
 */
public record PublishRequest(
    Optional<Path> file,
    Format format,
    Memory memory,
    Optional<Path> state,
    Optional<RefusalListener> refusals) {
  private static final String STATE_SUFFIX = ".publish-state";

  /** The formats of lines. The names are the words on the command line. */
  public enum Format {
    /** A JSON object in the contract's form. */
    json,
    /** Comma-separated values below a header line. */
    csv;

    /** Returns the format by the suffix of a file; JSON by default. */
    public static Format of(Path file) {
      return file.toString().endsWith(".csv") ? csv : json;
    }
  }

  /** Returns the state file; called only if the position is stored. */
  Path stateFile() {
    return state.orElseGet(() -> {
      Path input = file.orElseThrow();
      return input.resolveSibling(input.getFileName() + STATE_SUFFIX);
    });
  }

  /** Opens the input, which the caller closes. */
  InputStream open() throws IOException {
    return file.isPresent() ? Files.newInputStream(file.get()) : System.in;
  }

  /** Returns the size of the input in bytes; empty if it is not known. */
  Optional<Long> size() throws IOException {
    return file.isPresent() && Files.isRegularFile(file.get())
        ? Optional.of(Files.size(file.get()))
        : Optional.empty();
  }

  LineFormat lineFormat() {
    return format == Format.csv ? new CsvCommands() : new JsonCommands();
  }
}
