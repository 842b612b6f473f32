package io.counterstream.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** With which settings the processor is measured. */
final class CounterstreamStartTest {
  @Test
  void takesTheEnvironmentExceptWhatTheMeasurementDecides() {
    Assignment unbatched =
        new Assignment("h:1", "", "bench-1", "table-1", 0, Map.of("max.batch.commands", "1"));
    Map<String, String> environment = Map.of(
        "COUNTERSTREAM_MAX_BATCH_COMMANDS", "7",
        "COUNTERSTREAM_MAX_IN_FLIGHT", "32",
        "COUNTERSTREAM_TABLE_NAME", "another");
    assertThat(CounterstreamStart.settings(unbatched, environment))
        .containsEntry("max.batch.commands", "1")
        .containsEntry("max.in.flight", "32")
        .containsEntry("table.name", "table-1")
        .containsEntry("topic.prefix", "bench-1");
  }
}
