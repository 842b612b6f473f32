package io.counterstream.torture.run;

import io.counterstream.torture.cluster.Children;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A run's directory and processes. When this JVM ends, however that comes (but for {@code kill
 * -9}), the processes are killed and the directory is removed unless it is to be kept.
 *
 * <p>It belongs to the thread that made it, which closes it when the run is over.
 */
final class Workplace implements AutoCloseable {
  private static final long TIDY_SECONDS_MAX = 5;
  private static final String LOG_SETTINGS = "logback.configurationFile";

  private final Path directory;
  private final Children children;
  private final Thread owner = Thread.currentThread();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean kept;
  private volatile boolean left;

  Workplace(Path directory, boolean kept) {
    this.directory = directory;
    this.kept = kept;
    this.children = new Children(directory);
    if (System.getProperty(LOG_SETTINGS) == null) { // nothing has logged so far
      System.setProperty(LOG_SETTINGS, "io/counterstream/torture/logback.xml");
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

  /** Whether this JVM is ending, although the run may not be over. */
  boolean isLeft() {
    return left;
  }

  /** The run is over. */
  @Override
  public void close() {
    over.countDown();
  }

  private void leave() {
    left = true;
    children.close();
    if (over.getCount() > 0) {
      owner.interrupt();
      try {
        over.await(TIDY_SECONDS_MAX, TimeUnit.SECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
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
