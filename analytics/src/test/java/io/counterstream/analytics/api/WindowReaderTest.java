package io.counterstream.analytics.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.analytics.model.WindowSpan;
import io.counterstream.analytics.model.WindowStats;
import io.counterstream.analytics.stream.AnalysisDriver;
import io.counterstream.analytics.stream.TestOutcomes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Windows that are closed while they are read: whenever that happens, nothing counts twice. */
class WindowReaderTest {
  private static final long START =
      WindowSpan.HOUR.startOf(Instant.now().minus(Duration.ofHours(1)).toEpochMilli());
  private static final int OPENED_MAX = 4;

  static Stream<Arguments> closings() {
    return Stream.of(70, 130, 3670)
        .flatMap(second ->
            IntStream.range(0, OPENED_MAX).mapToObj(opened -> Arguments.of(second, opened)));
  }

  @ParameterizedTest(name = "stream time becomes {0} s when {1} stores were opened")
  @MethodSource("closings")
  void windowsThatAreClosedMeanwhileCountOnce(int second, int opened) {
    assertThat(read(WindowSpan.HOUR, second, opened)).isEqualTo(Map.of(0L, 5L));
    assertThat(read(WindowSpan.MINUTE, second, opened)).isEqualTo(Map.of(0L, 4L, 60L, 1L));
  }

  /** Applied events by the second at which their window begins. */
  private static Map<Long, Long> read(WindowSpan size, int second, int opened) {
    try (AnalysisDriver driver = new AnalysisDriver(Instant.ofEpochMilli(START))) {
      driver.advance(Duration.ofHours(1));
      for (int i = 0; i < 5; i++) {
        driver.send(
            TestOutcomes.applied("c", i, 1, i + 1, Instant.ofEpochMilli(START + i * 15_000)));
      }
      LocalStores stores = new ClosingStores(new DriverStores(driver), opened, () -> {
        Instant time = Instant.ofEpochMilli(START).plusSeconds(second);
        driver.send(TestOutcomes.applied("d", 0, 1, 1, time));
        driver.advance(Duration.ofSeconds(1));
      });
      Map<Long, WindowStats> windows =
          new WindowReader(stores, 0).between("c", size, START, START + size.millis() * 2 - 1);
      Map<Long, Long> found = new TreeMap<>();
      windows.forEach((start, stats) -> found.put((start - START) / 1000, stats.applied()));
      return found;
    }
  }

  /** Stores of which the windows move when so many were opened. */
  private static final class ClosingStores implements LocalStores {
    private final LocalStores stores;
    private final Runnable close;
    private int left;

    ClosingStores(LocalStores stores, int opened, Runnable close) {
      this.stores = stores;
      this.left = opened;
      this.close = close;
    }

    private void open() {
      if (left-- == 0) {
        close.run();
      }
    }

    @Override
    public Map<Integer, Parts.Role> partitions() {
      return stores.partitions();
    }

    @Override
    public ReadOnlyKeyValueStore<Bytes, byte[]> keyValue(String name, int partition) {
      open();
      return stores.keyValue(name, partition);
    }

    @Override
    public ReadOnlyWindowStore<Bytes, byte[]> window(String name, int partition) {
      open();
      return stores.window(name, partition);
    }
  }
}
