package io.counterstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.core.table.CounterTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** What is left of a deleted counter, and its removal by the table's time to live. */
class DeletionIT {
  private static final CounterCommand CREATE =
      new CounterCommand("create", "c", 5, Expectation.ABSENT);
  private static final CounterCommand ADD = new CounterCommand("add", "c", 1, Expectation.ANY);
  private static final CounterCommand DELETE =
      CounterCommand.deleting("delete", "c", Expectation.ANY, OptionalLong.empty());

  private final NewTable table = NewTable.create("deletion");

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void aTombstoneKeepsTheVersionUntilTheCounterIsCreatedAgain() {
    DrivenCounter counter = new DrivenCounter("c", keeping(Duration.ofDays(7)));
    counter.outcome(CREATE);
    assertThat(state(counter.outcome(DELETE))).isEqualTo(new CounterState(0, 2, true));
    Map<String, AttributeValue> tombstone = table.others().item("c").orElseThrow();
    assertThat(tombstone).containsKeys("deletedAt", "journal", "offset");
    assertThat(Long.parseLong(tombstone.get("expiresAt").n()))
        .isGreaterThan(Instant.now().plus(Duration.ofDays(6)).getEpochSecond());
    assertThat(table.connection().item("c", true).orElseThrow().state())
        .contains(new CounterState(0, 2, true));
    assertThat(state(counter.outcome(CREATE))).isEqualTo(new CounterState(5, 3));
    assertThat(table.others().item("c").orElseThrow()).doesNotContainKeys("deletedAt", "expiresAt");
  }

  @Test
  void aBlindUpdateDoesNotTakeATombstoneForACounterAt0() {
    CounterTable counters = keeping(Duration.ofDays(7));
    DrivenCounter counter = new DrivenCounter("c", counters);
    counter.outcome(CREATE);
    counter.outcome(DELETE);
    Outcome.Applied added = (Outcome.Applied) new DrivenCounter("c", counters, 10).outcome(ADD);
    assertThat(added.after()).isEqualTo(new CounterState(1, 3));
    assertThat(table.others().item("c").orElseThrow()).doesNotContainKeys("deletedAt", "expiresAt");
  }

  @Test
  void theTableStaysFlatWhileCountersComeAndGo() {
    CounterTable counters = keeping(Duration.ofSeconds(-1));
    DrivenCounter stays = new DrivenCounter("stays", counters);
    stays.outcome(named("stays", CREATE));
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 20; i++) {
        String name = "c-" + round + "-" + i;
        DrivenCounter counter = new DrivenCounter(name, counters);
        counter.outcome(named(name, new CounterCommand("x", name, 1, Expectation.exactly(9))));
        counter.outcome(named(name, CREATE));
        counter.outcome(CounterCommand.deleting("d", name, Expectation.ANY, OptionalLong.empty()));
      }
      expire();
      assertThat(table.others().items()).containsOnlyKeys("stays");
    }
    assertThat(state(stays.outcome(named("stays", ADD)))).isEqualTo(new CounterState(6, 2));
  }

  @Test
  void provisioningTurnsTheTimeToLiveOn() {
    assertThat(table.connection().findings().warnings()).isEmpty();
    assertThat(table.connection().provision()).isFalse();
    assertThat(table
            .others()
            .dynamoDb()
            .describeTimeToLive(request -> request.tableName(table.name()))
            .join()
            .timeToLiveDescription()
            .attributeName())
        .isEqualTo("expiresAt");
  }

  private CounterTable keeping(Duration retention) {
    return table.connection().counterTable(retention);
  }

  private static CounterCommand named(String name, CounterCommand like) {
    return new CounterCommand(
        like.commandId(), name, like.delta(), like.expected(), like.expectedVersion());
  }

  private static CounterState state(Outcome outcome) {
    return outcome.state().orElseThrow();
  }

  /** Removes what has expired, as DynamoDB does: on condition that it still has. */
  private void expire() {
    String now = Long.toString(Instant.now().getEpochSecond());
    for (String name : List.copyOf(table.others().items().keySet())) {
      table
          .others()
          .dynamoDb()
          .deleteItem(request -> request
              .tableName(table.name())
              .key(ItemCodec.key(name))
              .conditionExpression("expiresAt <= :now")
              .expressionAttributeValues(Map.of(":now", AttributeValue.fromN(now))))
          .exceptionally(kept -> {
            assertThat(kept).hasCauseInstanceOf(ConditionalCheckFailedException.class);
            return null;
          })
          .join();
    }
  }
}
