package counterstream.torture.run;

import counterstream.torture.cluster.Children;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A run's directory and processes. When this JVM ends, however that comes (but for {@code kill
 * -9}), the processes are killed and the directory is removed unless it is to be kept.
 */
final class Workplace {
  private static final String LOG_SETTINGS = "logback.configurationFile";

  private final Path directory;
  private final Children children;
  private volatile boolean kept;

  Workplace(Path directory, boolean kept) {
    this.directory = directory;
    this.kept = kept;
    this.children = new Children(directory);
    if (System.getProperty(LOG_SETTINGS) == null) { // nothing has logged so far
      System.setProperty(LOG_SETTINGS, "counterstream/torture/logback.xml");
      System.setProperty("torture.log", directory.resolve("torture.log").toString());
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::leave, "leave-workplace"));
  }

  Children children() {
    return children;
  }

  /** The directory stays. */
  void keep() {
    kept = true;
  }

  private void leave() {
    children.close();
    if (!kept) {
      try (Stream<Path> tree = Files.walk(directory)) {
        tree.sorted(Comparator.reverseOrder()).forEach(Workplace::delete);
      } catch (IOException | UncheckedIOException failed) {
        System.err.println("could not remove " + directory + ": " + failed.getMessage());
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
