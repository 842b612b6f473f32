package io.counterstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.core.table.CounterTable;
import io.counterstream.testkit.Servers;
import io.counterstream.testkit.client.TableClient;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a check costs, and what it leaves in the table. */
class CheckIT {
  private final String name = "check-" + UUID.randomUUID();
  private final ConsumedUnits units = new ConsumedUnits();
  private final TableClient client = new TableClient(Servers.shared().tableEndpoint(), name, units);
  private final CounterTable table = new DynamoDbCounterTable(
      client.dynamoDb(), name, DynamoDb.DELETED_RETENTION_DEFAULT, InstantSource.system());
  private final DrivenCounter counter = new DrivenCounter("c", table);

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void ofACounterThatDoesNotExistIsOneReadAndLeavesNothing() {
    client.create();
    assertThat(add(0).state()).contains(CounterState.ABSENT);
    assertThat(units.read()).isEqualTo(1);
    assertThat(units.written()).isZero();
    assertThat(client.items()).isEmpty();
  }

  @Test
  void ofACounterThatExistsIsOneReadAndChangesNothing() {
    client.create();
    add(5);
    Object item = client.items();
    double written = units.written();
    double read = units.read();
    assertThat(add(0).state()).contains(new CounterState(5, 1));
    assertThat(units.read() - read).isEqualTo(1);
    assertThat(units.written()).isEqualTo(written).isPositive();
    assertThat(client.items()).isEqualTo(item);
  }

  private Outcome add(long delta) {
    return counter.outcome(new CounterCommand("id", "c", delta, Expectation.ANY));
  }
}
