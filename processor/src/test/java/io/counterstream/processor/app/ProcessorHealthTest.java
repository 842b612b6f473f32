package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.processor.progress.Stall;
import io.counterstream.processor.progress.Wait;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a processor is healthy, and what the page says if it is not. */
class ProcessorHealthTest {
  private static final Stall STALL =
      new Stall(Wait.Kind.SEND, "waits for \"x\"", List.of("commands-3"), Duration.ofSeconds(12));

  private long nowNanos;
  private final StreamState state = new StreamState(() -> nowNanos);

  @Test
  void withoutAStallItIsUp() {
    ProcessorHealth up = new ProcessorHealth(State.RUNNING, true, List.of());
    assertThat(up.healthy()).isTrue();
    assertThat(up.json()).isEqualTo("{\"status\":\"up\",\"stream\":\"RUNNING\"}");
  }

  @Test
  void aStallIsNamedWithItsPartitions() {
    ProcessorHealth down = new ProcessorHealth(State.RUNNING, true, List.of(STALL));
    assertThat(down.healthy()).isFalse();
    assertThat(down.json())
        .isEqualTo("{\"status\":\"down\",\"stream\":\"RUNNING\",\"stalls\":[{\"waitsFor\":\"send\","
            + "\"cause\":\"waits for \\\"x\\\"\",\"partitions\":[\"commands-3\"],"
            + "\"seconds\":12}]}");
  }

  @Test
  void unreachableBrokersAreNamed() {
    ProcessorHealth down = new ProcessorHealth(State.RUNNING, false, List.of());
    assertThat(down.healthy()).isFalse();
    assertThat(down.json()).contains("\"brokers\":\"unreachable\"");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      a running stream is well            | RUNNING          | 3600 | false
      a rebalance may take a minute       | REBALANCING      |   60 | false
      a longer one makes no progress      | REBALANCING      |   61 | true
      a stream that fails makes none      | PENDING_ERROR    |    0 | true
      a stream that stops makes none      | PENDING_SHUTDOWN |    0 | true
      """)
  void aStreamIsStalledIf(String because, State now, int seconds, boolean stalled) {
    state.changed(State.REBALANCING);
    state.changed(State.RUNNING);
    nowNanos += Duration.ofHours(2).toNanos();
    if (now != State.RUNNING) {
      state.changed(now);
    }
    nowNanos += Duration.ofSeconds(seconds).toNanos();
    assertThat(state.stall().isPresent()).as(because).isEqualTo(stalled);
  }

  @Test
  void aRebalanceThatBecomesAShutdownHasLastedSinceItsBeginning() {
    state.changed(State.RUNNING);
    state.changed(State.REBALANCING);
    nowNanos += Duration.ofSeconds(50).toNanos();
    state.changed(State.PENDING_ERROR);
    assertThat(state.stall().orElseThrow().text())
        .isEqualTo("waits for the consumer group: the stream is PENDING_ERROR, expected RUNNING"
            + " (for 50 s)");
  }
}
