package io.counterstream.cli.publish;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The options of a publication.
 *
 * @param file the input; empty for standard input
 * @param format the format of the lines; if empty, the first line shows it
 * @param memory whether the position is stored
 * @param state the file for that, if not beside the input; required for standard input
 * @param lastLine what happens to a last line without a line break
 * @param refusals receives the outcomes that are not applied; if empty, none is awaited
 */
public record PublishRequest(
    Optional<Path> file,
    Optional<Format> format,
    Memory memory,
    Optional<Path> state,
    LastLine lastLine,
    Optional<RefusalListener> refusals) {
  private static final String STATE_SUFFIX = ".publish-state";

  /** The formats of lines. The names are the words on the command line. */
  public enum Format {
    /** A JSON object in the contract's form. */
    json,
    /** Comma-separated values below a header line. */
    csv;

    private static final Pattern CSV_SUFFIX = Pattern.compile("(?i).*\\.(csv|tsv)");

    /** Returns the format by the suffix of a file; JSON by default. */
    static Format of(Path file) {
      return CSV_SUFFIX.matcher(file.toString()).matches() ? csv : json;
    }

    LineFormat reader() {
      return this == csv ? new CsvCommands() : new JsonCommands();
    }
  }

  /** What happens to a last line without a line break, which may be half written. */
  public enum LastLine {
    /** It is sent: nothing can follow. */
    SENT,
    /** It is sent if its format shows that it is whole. */
    SENT_IF_WHOLE,
    /** It waits for its line break and another run. */
    WAITS
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
    return InputObjects.stream(file);
  }

  /** Reads the start of the input, up to its header. */
  CommandInput read(InputStream input) throws IOException {
    return CommandInput.open(input, format, file.map(Format::of).orElse(Format.json));
  }

  /** Returns the size of the input in bytes; empty if it is not known. */
  Optional<Long> size() throws IOException {
    return file.isPresent() && Files.isRegularFile(file.get())
        ? Optional.of(Files.size(file.get()))
        : Optional.empty();
  }
}
