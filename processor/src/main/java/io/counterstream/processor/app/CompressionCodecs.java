package io.counterstream.processor.app;

import io.counterstream.contract.failure.Causes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The codecs of records that any producer may send. Snappy and Zstandard are native code, which is
 * unpacked to the folder of temporary files when the first such batch is read: where that fails,
 * the batch would stop every processor. LZ4 has an implementation in Java, gzip is Java's own.
 */
final class CompressionCodecs {
  private static final List<String> NATIVE =
      List.of("org.xerial.snappy.Snappy", "com.github.luben.zstd.Zstd");

  /** Where they are unpacked. */
  private static final String TEMPORARY = System.getProperty("java.io.tmpdir");

  private CompressionCodecs() {}

  /** Loads the codecs; returns why one can't be loaded, empty if all can. */
  static List<String> faults() {
    return faults(NATIVE);
  }

  static List<String> faults(List<String> classes) {
    List<String> faults = new ArrayList<>();
    for (String codec : classes) {
      try {
        // First, since where it fails Snappy prints a stack trace.
        Files.delete(Files.createTempFile(Path.of(TEMPORARY), "codec", null));
        Class.forName(codec);
      } catch (IOException | ClassNotFoundException | LinkageError missing) {
        faults.add("compressed commands can't be read, since " + codec + " can't be loaded ("
            + Causes.explain(missing) + "): the folder of temporary files, " + TEMPORARY
            + ", must be writable, and not mounted with noexec. Mount one there (for Docker:"
            + " --tmpfs " + TEMPORARY + ":exec), or name another by -Djava.io.tmpdir");
      }
    }
    return faults;
  }
}
