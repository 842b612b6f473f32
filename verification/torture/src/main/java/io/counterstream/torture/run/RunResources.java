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
 * The directory and the processes of a run. When this JVM exits in any way except {@code kill -9},
 * the processes are killed and the directory is removed unless it is kept. Closed by the thread
 * that created it when the run is over.
 */
final class RunResources implements AutoCloseable {
  private static final long TIDY_SECONDS_MAX = 5;
  private static final String LOG_SETTINGS = "logback.configurationFile";

  private final Path directory;
  private final Children children;
  private final Thread owner = Thread.currentThread();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean kept;
  private volatile boolean exiting;

  RunResources(Path directory, boolean kept) {
    this.directory = directory;
    this.kept = kept;
    this.children = new Children(directory);
    if (System.getProperty(LOG_SETTINGS) == null) { // before anything logs
      System.setProperty(LOG_SETTINGS, "io/counterstream/torture/logback.xml");
      System.setProperty("torture.log", directory.resolve("torture.log").toString());
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::exit, "run-cleanup"));
  }

  Children children() {
    return children;
  }

  /** Keeps the directory. */
  void keep() {
    kept = true;
  }

  /** Whether this JVM is exiting, although the run may not be over. */
  boolean isExiting() {
    return exiting;
  }

  /** Notes that the run is over. */
  @Override
  public void close() {
    over.countDown();
  }

  private void exit() {
    exiting = true;
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
        tree.sorted(Comparator.reverseOrder()).forEach(RunResources::delete);
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
