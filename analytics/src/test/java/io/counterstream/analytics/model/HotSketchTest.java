package io.counterstream.analytics.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sketch misses no counter by more than it says, and its size does not grow with counters. */
class HotSketchTest {
  private static final int COUNTERS = 20_000;
  private static final int SHOWN = 10;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatAListMissesIsBounded(long seed) {
    Random random = new Random(seed);
    Map<String, Long> exact = new HashMap<>();
    HotSketch sum = new HotSketch();
    for (int minute = 0; minute < 5; minute++) {
      HotSketch sketch = new HotSketch();
      for (int i = 0; i < 40_000; i++) {
        // Few counters have most of the weight, as in most workloads.
        String counter = "c" + (int) (COUNTERS * Math.pow(random.nextDouble(), 8));
        long weight = 1 + random.nextInt(3);
        sketch.add(counter, weight);
        exact.merge(counter, weight, Long::sum);
      }
      HotSketch stored = HotSketch.decode(sketch.encode());
      assertThat(sketch.encode().length).as("seed %d", seed).isLessThan(10_000);
      sum.add(minute % 2 == 0 ? sketch : stored);
    }
    List<String> top = sum.top(SHOWN);
    long last = top.stream().mapToLong(exact::get).min().orElseThrow();
    long missed = exact.keySet().stream()
        .filter(counter -> !top.contains(counter))
        .mapToLong(exact::get)
        .max()
        .orElseThrow();
    assertThat(missed).as("seed %d", seed).isLessThanOrEqualTo(last + sum.errorMax());
    String hottest =
        exact.keySet().stream().max(Comparator.comparing(exact::get)).orElseThrow();
    assertThat(top).as("seed %d", seed).contains(hottest);
    assertThat(sum.errorMax()).as("seed %d", seed).isLessThan(exact.get(hottest) / 10);
  }
}
