package io.counterstream.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteLibraryLoader;

/**
 * The native library in which DynamoDB Local keeps its items, loaded once per JVM.
 *
 * <p>The jar of DynamoDB Local carries it for Linux and macOS on x86-64 and ARM64 and for Windows
 * on x86-64. The library is extracted to a file, which is deleted as soon as it is loaded, so that
 * a killed JVM leaves none. Windows locks the file; there it is deleted when the JVM ends.
 */
final class SqliteLibrary {
  private static final String EXTRACTED_TO = "org.sqlite.tmpdir";
  // A strong reference, because a logger that is collected loses its level. SQLite logs much.
  private static final Logger LOGGER = Logger.getLogger("com.almworks.sqlite4java");
  private static boolean loaded;

  private SqliteLibrary() {}

  /**
   * Loads the library unless it is loaded already.
   *
   * @throws SandboxException if there is none for this platform: use containers there
   */
  static synchronized void load() {
    if (loaded) {
      return;
    }
    LOGGER.setLevel(Level.WARNING);
    String before = System.getProperty(EXTRACTED_TO);
    try {
      Path directory = Files.createTempDirectory("counterstream-sqlite-");
      directory.toFile().deleteOnExit();
      System.setProperty(EXTRACTED_TO, directory.toString());
      SQLiteLibraryLoader.initialize();
      loaded = true;
      remove(directory);
    } catch (Exception e) {
      throw new SandboxException(
          "DynamoDB Local can't load SQLite for %s on %s (%s): use its container instead"
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), e),
          e);
    } finally {
      restore(before);
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        // Unlike Files.delete, no exception where the file is locked.
        file.toFile().delete();
      }
    }
    directory.toFile().delete();
  }

  private static void restore(String before) {
    if (before == null) {
      System.clearProperty(EXTRACTED_TO);
    } else {
      System.setProperty(EXTRACTED_TO, before);
    }
  }
}
