package io.counterstream.contract.settings;

import io.counterstream.contract.json.Utf8;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Reads files in the form of {@link Properties}, in UTF-8 with or without a byte order mark. Values
 * lose the white space at their end. A file, a pipe and {@code <(command)} are read alike.
 */
public final class PropertiesFile {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private PropertiesFile() {}

  /**
   * Returns the properties of a file by their names.
   *
   * @throws UnreadableFileException if there is none, or if it is not well-formed
   */
  public static Map<String, String> read(Path file) throws UnreadableFileException {
    byte[] bytes = bytes(file);
    int fault = Utf8.firstFault(bytes);
    if (fault != Utf8.WELL_FORMED) {
      throw notUtf8(file, bytes, fault);
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    Properties properties = new Properties();
    try {
      load(properties, content);
    } catch (IllegalArgumentException malformed) {
      throw wrongEscape(file, content, malformed);
    }
    Map<String, String> values = new TreeMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> values.put(name, properties.getProperty(name).strip()));
    return values;
  }

  private static byte[] bytes(Path file) throws UnreadableFileException {
    if (Files.isDirectory(file)) {
      throw new UnreadableFileException(file + " is a folder, expected a file", null);
    }
    if (!Files.exists(file)) {
      throw new UnreadableFileException("no such file: " + file, null);
    }
    if (!Files.isReadable(file)) {
      throw new UnreadableFileException("can't read " + file + ": no permission", null);
    }
    // Neither Files nor FileInputStream itself: their ways to read all bytes seek, and pipes can't.
    try (InputStream input = new BufferedInputStream(new FileInputStream(file.toFile()))) {
      return input.readAllBytes();
    } catch (IOException unreadable) {
      throw new UnreadableFileException(
          "can't read " + file + ": " + unreadable.getMessage(), unreadable);
    }
  }

  private static void load(Properties properties, String content) {
    try {
      properties.load(new StringReader(content));
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory", impossible);
    }
  }

  private static UnreadableFileException notUtf8(Path file, byte[] bytes, int fault) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < fault; i++) {
      if (bytes[i] == '\n') {
        line++;
        start = i + 1;
      }
    }
    return new UnreadableFileException(
        String.format(
            "%s: line %d is not UTF-8 text, found 0x%02x at byte %d: save the file as UTF-8",
            file, line, bytes[fault], fault - start),
        null);
  }

  /** The parser does not say where it failed, but it accepts all lines before. */
  private static UnreadableFileException wrongEscape(
      Path file, String content, IllegalArgumentException malformed) {
    String[] lines = content.split("\r\n|[\r\n]", -1);
    StringBuilder start = new StringBuilder();
    int line = 0;
    while (line < lines.length - 1 && isLoaded(start.append(lines[line]).append('\n'))) {
      line++;
    }
    // Not what was found: it may be a part of a password.
    return new UnreadableFileException(
        file + ": line " + (line + 1)
            + " has a \\u without four hexadecimal digits: write \\\\ for a"
            + " backslash, or / in a path",
        malformed);
  }

  private static boolean isLoaded(CharSequence start) {
    try {
      load(new Properties(), start.toString());
      return true;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
