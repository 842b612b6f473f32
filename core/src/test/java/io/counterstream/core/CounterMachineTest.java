package io.counterstream.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.Expectation;
import io.counterstream.contract.IncrementCommand;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Single steps of the machine. */
class CounterMachineTest {
  private static final LogSource LOG = new LogSource("T", 0);

  @Test
  void isRememberedUntilAllItRecordedIsCommitted() {
    CounterMachine machine = new CounterMachine("c", LOG, Limits.DEFAULT, new DecideOnce());
    assertThat(machine.isForgettable(0)).as("nothing is known").isTrue();

    machine.arrived(
        new LoggedCommand(7, Instant.EPOCH, new IncrementCommand("id", "c", 1, Expectation.ANY)));
    machine.advance(0);
    assertThat(machine.isForgettable(0)).as("blindUpdates").isFalse();

    machine.blindUpdateCompleted(Optional.empty(), 0);
    assertThat(machine.isForgettable(0)).as("puts").isFalse();

    machine.putAccepted(0);
    assertThat(machine.isForgettable(7)).as("7 is recorded, but not committed").isFalse();
    assertThat(machine.isForgettable(8)).as("7 is committed").isTrue();
  }
}
