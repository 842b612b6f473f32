package io.counterstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.core.Actions;
import io.counterstream.core.CounterMachine;
import io.counterstream.core.DecideOnce;
import io.counterstream.core.Limits;
import io.counterstream.core.LogSource;
import io.counterstream.core.LoggedCommand;
import io.counterstream.core.table.CounterTable;
import io.counterstream.testkit.Servers;
import io.counterstream.testkit.client.TableClient;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a check costs, and what it leaves in the table. */
class CheckIT {
  private static final String COUNTER = "c";

  private final String name = "check-" + UUID.randomUUID();
  private final ConsumedUnits units = new ConsumedUnits();
  private final TableClient client = new TableClient(Servers.shared().tableEndpoint(), name, units);
  private final CounterTable table = new DynamoDbCounterTable(client.dynamoDb(), name);
  private final CounterMachine machine =
      new CounterMachine(COUNTER, new LogSource("T", 0), Limits.DEFAULT, new DecideOnce());

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void ofACounterThatDoesNotExistIsOneReadAndLeavesNothing() {
    client.create();
    assertThat(outcome(7, 0).state()).contains(CounterState.ABSENT);
    assertThat(units.read()).isEqualTo(1);
    assertThat(units.written()).isZero();
    assertThat(client.items()).isEmpty();
  }

  @Test
  void ofACounterThatExistsIsOneReadAndChangesNothing() {
    client.create();
    outcome(7, 5);
    Object item = client.items();
    double written = units.written();
    double read = units.read();
    assertThat(outcome(8, 0).state()).contains(new CounterState(5, 1));
    assertThat(units.read() - read).isEqualTo(1);
    assertThat(units.written()).isEqualTo(written).isPositive();
    assertThat(client.items()).isEqualTo(item);
  }

  /** Decides a command as the engine does. */
  private Outcome outcome(long offset, long delta) {
    CounterCommand command = new CounterCommand("id" + offset, COUNTER, delta, Expectation.ANY);
    machine.arrived(new LoggedCommand(offset, Instant.EPOCH, command));
    Actions actions = machine.advance(0);
    while (actions.decisions().isEmpty()) {
      actions = response(actions.next());
    }
    return ((Actions.Decided) actions.decisions().get(0)).outcome();
  }

  private Actions response(Actions.Next next) {
    if (next instanceof Actions.Next.Read) {
      return machine.readCompleted(table.read(COUNTER).toCompletableFuture().join(), 0);
    }
    Actions.Next.Update update = (Actions.Next.Update) next;
    return machine.blindUpdateCompleted(
        table.blindUpdate(update.update()).toCompletableFuture().join().current(), 0);
  }
}
