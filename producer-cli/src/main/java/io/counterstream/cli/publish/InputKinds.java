package io.counterstream.cli.publish;

import io.counterstream.cli.terminal.CliException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Names inputs that are no lines of text, and what makes lines of them. */
final class InputKinds {
  private static final Kind UTF_16 = new Kind("fffe", "UTF-16", "pipe it through iconv -f UTF-16");

  private static final List<Kind> OTHERS = List.of(
      UTF_16,
      new Kind("feff", UTF_16.name, UTF_16.cure),
      new Kind("1f8b", "compressed with gzip", "pipe it through gunzip"),
      new Kind("28b52ffd", "compressed with zstd", "pipe it through unzstd"),
      new Kind("504b0304", "a ZIP archive or a spreadsheet", "save it as CSV in UTF-8"),
      new Kind("5b", "one JSON array", "pipe it through jq -c '.[]'"));

  private static final Kind LONG_OBJECT =
      new Kind("7b", "JSON over several lines", "pipe it through jq -c .");

  private InputKinds() {}

  /**
   * Checks how an input starts.
   *
   * @param first its first line that is not blank
   * @param isEnded whether that line has a line break; a half-written one has none
   * @throws CliException if the input is no lines of text
   */
  static void requireLines(byte[] first, boolean isEnded) {
    kind(first, isEnded).ifPresent(found -> {
      throw CliException.usage(
          "the input is " + found.name + ", expected UTF-8 with one command per line: "
              + found.cure,
          null);
    });
  }

  private static Optional<Kind> kind(byte[] first, boolean isEnded) {
    if (isEnded && new String(first, StandardCharsets.ISO_8859_1).strip().equals("{")) {
      return Optional.of(LONG_OBJECT);
    }
    boolean hasWideCharacters = first.length > 1 && (first[0] == 0 || first[1] == 0);
    return hasWideCharacters
        ? Optional.of(UTF_16)
        : OTHERS.stream().filter(kind -> kind.starts(first)).findFirst();
  }

  /**
   * A kind of input.
   *
   * @param start its first bytes, in hex
   * @param name its name
   * @param cure what makes lines of it
   */
  private record Kind(String start, String name, String cure) {
    boolean starts(byte[] first) {
      byte[] expected = HexFormat.of().parseHex(start);
      return first.length >= expected.length
          && Arrays.equals(first, 0, expected.length, expected, 0, expected.length);
    }
  }
}
