package io.counterstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the names of the command line stand for. */
final class ExperimentsTest {
  /** At full load few counters batch and many can't: that is no comparison of a command's cost. */
  @Test
  void growthComparesItsSizesWithAWritePerCommand() {
    assertThat(Experiments.named(Set.of("growth"), Plan.FULL))
        .extracting(experiment -> experiment.workload().counters())
        .containsExactly(1000, 1_000_000, 1000, 1_000_000);
    assertThat(Experiments.named(Set.of("growth"), Plan.FULL))
        .allSatisfy(experiment ->
            assertThat(experiment.kind().settings()).containsEntry("max.batch.commands", "1"));
  }

  @Test
  void whatIsComparedIsMeasuredInTurn() {
    List<Experiment> all = Experiments.named(Set.of(), Plan.FULL);
    assertThat(Session.compared(all))
        .filteredOn(compared -> compared.size() > 1)
        .extracting(compared -> compared.stream()
            .map(one -> one.label() + " " + one.workload().counters())
            .toList())
        .containsExactlyInAnyOrder(
            List.of("zipf 10000", "two-processors 10000"),
            List.of("growth 1000", "growth 1000000"),
            List.of("growth 1000", "growth 1000000"));
  }

  @Test
  void theOthersRunWithTheDefaults() {
    assertThat(Experiments.named(Set.of(), Plan.FULL))
        .filteredOn(experiment -> !experiment.label().equals("growth"))
        .isNotEmpty()
        .allSatisfy(experiment -> assertThat(experiment.kind().settings()).isEmpty());
  }
}
