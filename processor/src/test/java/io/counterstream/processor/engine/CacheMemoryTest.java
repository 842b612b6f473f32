package io.counterstream.processor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterstream.core.DecideOnce;
import io.counterstream.core.Limits;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The memory that cached counters take, as the JVM counts it, and the engine's estimate of it. */
class CacheMemoryTest {
  private static final String NAME = "counter-%012d";
  private static final Backoff BACKOFF = new Backoff(Duration.ofNanos(1), Duration.ofMillis(1));

  private final ManualTable table = new ManualTable();
  private final SplittableRandom random = new SplittableRandom(1);
  private long offset;

  static Stream<Arguments> counters() {
    return Stream.of(
        arguments("most counters have one command", 5_000, 1, 640),
        arguments("a batch of commands leaves no more than one command does", 1_000, 300, 640));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("counters")
  void committedCountersTakeLittleMemory(
      String because, int counters, int commandsOfEach, int bytesMax) throws JMException {
    EngineSettings settings =
        new EngineSettings(Limits.DEFAULT, 4096, Long.MAX_VALUE, BACKOFF, new DecideOnce());
    try (Engine engine = new Engine(table, settings, EngineListener.NONE)) {
      CounterCache cache = engine.cache();
      PartitionEngine partition = engine.open(EngineFixture.LOG, 0);
      long before = liveBytes();
      for (int i = 0; i < counters; i++) {
        decide(partition, NAME.formatted(i), commandsOfEach);
      }
      long estimatedBeforeCommit = cache.bytes();
      partition.committed(offset);
      table.forget();
      double each = (liveBytes() - before) / (double) counters;
      double estimated = cache.bytes() / (double) counters;
      System.out.printf(
          "%d commands: %.0f bytes a counter, estimated %.0f, and %.0f before the commit%n",
          commandsOfEach, each, estimated, estimatedBeforeCommit / (double) counters);
      assertThat(partition.countersCached()).isEqualTo(counters);
      assertThat(each).isLessThan(bytesMax);
      assertThat(estimated).isBetween(each * 0.8, each * 1.25);
    }
  }

  /** The commands of one counter, in one batch, with deltas and distances that no run holds. */
  private void decide(PartitionEngine partition, String counter, int commands) {
    List<PendingOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < commands; i++) {
      offset += random.nextInt(1, 1000);
      outcomes.add(partition.submit(EngineFixture.command(offset, counter)));
    }
    partition.start();
    table.respondToAll();
    assertThat(outcomes).allMatch(PendingOutcome::isDone);
    offset++;
  }

  /** The size of all objects that are reachable, in bytes: the last line of the histogram. */
  private static long liveBytes() throws JMException {
    String histogram = (String) ManagementFactory.getPlatformMBeanServer()
        .invoke(
            new ObjectName("com.sun.management:type=DiagnosticCommand"),
            "gcClassHistogram",
            new Object[] {new String[0]},
            new String[] {String[].class.getName()});
    String[] total =
        histogram.strip().lines().reduce((first, last) -> last).orElseThrow().split("\\s+");
    return Long.parseLong(total[2]);
  }
}
