package io.counterstream.analytics.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The latencies of the last minutes, whether or not anybody looked meanwhile. */
class ArrivalLatenciesTest {
  private static final long BEGIN = 1_800_000_000_000L;
  private static final int SECONDS = 120;

  @Test
  void secondsAreKeptThoughNobodyLooked() {
    ArrivalLatencies latencies = new ArrivalLatencies();
    for (int second = 0; second < SECONDS; second++) {
      long now = BEGIN + second * 1000L;
      latencies.record(now, now - 5);
      latencies.record(now + 900, now + 900 - 20);
    }
    long end = BEGIN + SECONDS * 1000L - 1;
    assertThat(latencies.since(BEGIN, end))
        .extracting(ArrivalLatencies.Row::start)
        .containsExactlyElementsOf(LongStream.range(0, SECONDS)
            .mapToObj(second -> BEGIN + second * 1000)
            .toList());
    assertThat(latencies.since(BEGIN, end)).allMatch(row -> row.maxMillis() == 20);
  }
}
