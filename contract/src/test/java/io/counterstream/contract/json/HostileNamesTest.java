package io.counterstream.contract.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/**
 * Hostile field names cost no more memory than their own record, and later records pay nothing for
 * them. Measures the memory that decoding allocates, which other load on the machine does not
 * change.
 */
class HostileNamesTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** More than the 6,000 names that a parser's table keeps. */
  private static final int NAMES = 10_000;

  @Test
  void aNewNameDoesNotCopyATableOfAllNamesSeen() {
    for (int i = 0; i < NAMES; i++) {
      bytesToRead("seen" + i);
    }
    long seen = 0;
    long unseen = 0;
    for (int i = 0; i < NAMES; i++) {
      seen += bytesToRead("seen" + (NAMES - 1));
      unseen += bytesToRead("new" + i);
    }
    assertThat(unseen).as("bytes allocated").isLessThan(2 * seen);
  }

  /** Decodes a command with an unknown field of this name. */
  private static long bytesToRead(String name) {
    byte[] value = ("{\"commandId\":\"i\",\"" + name + "\":1}").getBytes(UTF_8);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    DecodedCommand decoded = CommandCodec.decode(null, value);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(decoded).isInstanceOf(DecodedCommand.Invalid.class);
    return allocated;
  }
}
