package io.counterstream.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands of each scenario: reproducible, and of the shape that the scenario describes. */
final class WorkloadTest {
  private static final int COMMANDS = 20_000;

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void isTheSameEachTime(Scenario scenario) {
    assertThat(commands(Workload.of(scenario, 7))).isEqualTo(commands(Workload.of(scenario, 7)));
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void numbersItsCommands(Scenario scenario) {
    CommandSource source = Workload.of(scenario, 7).commands();
    for (int i = 0; i < 100; i++) {
      assertThat(CommandSource.indexOf(source.next().commandId())).isEqualTo(i);
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
          because, scenario, counters, applied
          one counter and any value, HOT, 1, 1.0
          each expects the value after the previous one, CHAIN, 1, 1.0
          a client that repeats soon saw the latest value, CONTENDED, 1, 0.21
          any value and a long tail, ZIPF, 4270, 1.0
          every counter once, COLD, 20000, 1.0
          each counter is visited evenly, GROWTH, 1000, 1.0
          """, useHeadersInDisplayName = true)
  void hasItsShape(String because, Scenario scenario, int counters, double applied) {
    Workload workload = Workload.of(scenario, 7);
    Map<String, CounterState> states = new HashMap<>();
    int applies = 0;
    for (CounterCommand command : commands(workload)) {
      CounterState before = states.getOrDefault(command.counter(), workload.before());
      boolean holds = command.expected().holdsFor(before);
      applies += holds ? 1 : 0;
      states.put(
          command.counter(),
          holds
              ? new CounterState(before.value() + command.delta(), before.version() + 1)
              : before);
    }
    assertThat((double) states.size()).as(because).isCloseTo(counters, within(counters * 0.1));
    assertThat((double) applies / COMMANDS).as(because).isCloseTo(applied, within(0.02));
  }

  @Test
  void usesTheFirstCounterOfAZipfScenarioATenthOfTheTime() {
    long first = commands(Workload.of(Scenario.ZIPF, 7)).stream()
        .filter(command -> command.counter().equals("z0"))
        .count();
    assertThat((double) first / COMMANDS).isCloseTo(0.102, within(0.01));
  }

  @Test
  void continuesWhereAnotherWorkloadOfASharedTableEnded() {
    CounterCommand first =
        Workload.of(Scenario.GROWTH, 7).over(1_000_000, 40_000).commands().next();
    assertThat(first.counter()).isEqualTo(Workload.existingName(40_000));
    assertThat(first.expected()).isEqualTo(new Expectation.Exactly(1));
  }

  @Test
  void listsTheScenariosInTheMessageForAnUnknownOne() {
    assertThatThrownBy(() -> Scenario.of("warm"))
        .hasMessage("scenario must be one of hot, chain, contended, zipf, cold, growth, was warm");
  }

  private static List<CounterCommand> commands(Workload workload) {
    CommandSource source = workload.commands();
    List<CounterCommand> commands = new ArrayList<>();
    for (int i = 0; i < COMMANDS; i++) {
      commands.add(source.next());
    }
    return commands;
  }
}
