package io.counterstream.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory of one server, locked against a second server until closed.
 *
 * <p>A temporary directory is deleted at close. The operating system releases the lock when the
 * process ends, also after a kill.
 */
final class DataDirectory implements AutoCloseable {
  private final Path path;
  private final FileChannel lock;
  private final boolean temporary;

  private DataDirectory(Path path, FileChannel lock, boolean temporary) {
    this.path = path;
    this.lock = lock;
    this.temporary = temporary;
  }

  /**
   * Opens the directory called {@code server} in {@code kept}, or a temporary one if that is empty.
   *
   * @throws SandboxException if it can't be written to, or another server uses it
   */
  static DataDirectory open(Optional<Path> kept, String server) {
    Path path = null;
    try {
      path = kept.isPresent()
          ? Files.createDirectories(kept.get().toAbsolutePath().normalize().resolve(server))
          : Files.createTempDirectory("counterstream-" + server + "-");
      return new DataDirectory(path, lock(path), kept.isEmpty());
    } catch (IOException e) {
      String where = kept.map(Path::toString).orElse(System.getProperty("java.io.tmpdir"));
      throw new SandboxException(
          "Can't write to the directory %s (%s): choose another one, or allow it"
              .formatted(where, e),
          e);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      lock.close();
      if (temporary) {
        deleteAll(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Can't remove the temporary directory " + path, e);
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    FileChannel channel = FileChannel.open(
        path.resolve("in-use.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock taken;
    try {
      taken = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      taken = null;
    }
    if (taken == null) {
      channel.close();
      throw new SandboxException(
          "The directory %s is in use: stop the sandbox that uses it, or choose another one"
              .formatted(path));
    }
    return channel;
  }

  private static void deleteAll(Path root) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof NoSuchFileException)) {
        throw e.getCause();
      }
    }
  }
}
