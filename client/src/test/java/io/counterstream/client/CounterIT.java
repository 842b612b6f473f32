package io.counterstream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.processor.app.CounterProcessor;
import io.counterstream.processor.app.TestProcessors;
import io.counterstream.testkit.Deployment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The counter as an object, through real servers and the real processor. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CounterIT {
  private CounterProcessor processor;
  private Counters counters;
  private Counters others;

  @BeforeAll
  void start() {
    Deployment deployment = TestProcessors.deploy(4);
    processor = TestProcessors.start(deployment);
    counters = TestClients.connect(deployment);
    others = TestClients.connect(deployment);
  }

  @AfterAll
  void stop() {
    counters.close();
    others.close();
    processor.close();
  }

  @Test
  void isCreatedWithItsInitialValueAndBehavesLikeAnInteger() {
    Counter counter = counters.counter("like-an-integer", 40);
    assertThat(counter.increment()).isEqualTo(41);
    assertThat(counter.add(11)).isEqualTo(52);
    assertThat(counter.decrement()).isEqualTo(51);
    assertThat(counter).hasToString("51");
    assertThat(counter.longValue()).isEqualTo(51);
    assertThat(counter.intValue()).isEqualTo(51);
    assertThat(counter.doubleValue()).isEqualTo(51.0);
    assertThat(counter.floatValue()).isEqualTo(51.0f);
    assertThat(counter.version()).isEqualTo(4);
    assertThat(counter.name()).isEqualTo("like-an-integer");
    assertThat(counter.compareTo(50)).isPositive();
    assertThat(counter.compareTo(51)).isZero();
    Counter smaller = counters.counter("smaller", -1);
    List<Counter> sorted = new ArrayList<>(List.of(counter, smaller));
    Collections.sort(sorted);
    assertThat(sorted).containsExactly(smaller, counter);
  }

  @Test
  void anExistingCounterIsNotChangedEvenAtZero() {
    counters.counter("back-at-0", 1).decrement();
    Counter again = others.counter("back-at-0", 7);
    assertThat(again.longValue()).isZero();
    assertThat(again.version()).isEqualTo(2);
    assertThat(again.increment()).isEqualTo(1);
    assertThat(counters.counter("new-at-0", 0).version()).isEqualTo(1);
  }

  @Test
  void anObjectThatIsOutOfSyncTakesTheCurrentStateAndGoesOn() {
    Counter mine = counters.counter("contended", 5);
    Counter theirs = others.counter("contended", 0);
    theirs.add(2);
    assertThat(mine.longValue()).as("it never changes by itself").isEqualTo(5);
    OutOfSyncException exception =
        catchThrowableOfType(OutOfSyncException.class, () -> mine.increment());
    assertThat(exception)
        .hasMessage("counter contended is out of sync: expected 5 (version 1), is 7 (version 2):"
            + " nothing changed; decide again on the current value");
    assertThat(exception.counter()).isEqualTo("contended");
    assertThat(exception.expectedValue()).isEqualTo(5);
    assertThat(exception.expectedVersion()).isEqualTo(1);
    assertThat(exception.currentValue()).isEqualTo(7);
    assertThat(exception.currentVersion()).isEqualTo(2);
    assertThat(mine.longValue()).isEqualTo(7);
    assertThat(mine.increment()).isEqualTo(8);
    assertThat(theirs.refresh()).isEqualTo(8);
    assertThat(theirs.version()).isEqualTo(3);
  }

  @Test
  void aDeletedCounterIsCreatedAgainWithTheNextVersion() {
    Counter mine = counters.counter("deleted", 5);
    Counter theirs = others.counter("deleted", 0);
    mine.delete();
    assertThat(mine.exists()).isFalse();
    assertThat(mine.longValue()).isZero();
    assertThatThrownBy(theirs::delete)
        .isInstanceOf(OutOfSyncException.class)
        .hasMessageContaining("expected 5 (version 1), is 0 (version 2)");
    assertThat(theirs.exists()).isFalse();
    assertThat(theirs.increment()).isEqualTo(1);
    assertThat(theirs.version()).isEqualTo(3);
    Outcome deleted =
        counters.delete("deleted", Expectation.ANY).toCompletableFuture().join();
    assertThat(deleted.state()).contains(new CounterState(0, 4, true));
    assertThat(counters.counter("deleted", 7).version()).isEqualTo(5);
  }

  @Test
  void aValueThatChangedAndChangedBackIsOutOfSync() {
    Counter mine = counters.counter("aba", 5);
    Counter theirs = others.counter("aba", 0);
    theirs.increment();
    theirs.decrement();
    assertThatThrownBy(mine::increment)
        .isInstanceOf(OutOfSyncException.class)
        .hasMessageContaining("expected 5 (version 1), is 5 (version 3)");
  }

  @Test
  void addingZeroChecksWhetherItIsInSync() {
    Counter mine = counters.counter("in-sync", 5);
    assertThat(mine.add(0)).isEqualTo(5);
    assertThat(mine.version()).isEqualTo(1);
    others.counter("in-sync", 0).increment();
    assertThatThrownBy(() -> mine.add(0)).isInstanceOf(OutOfSyncException.class);
  }

  @Test
  void anOverflowIsRejectedAndChangesNothing() {
    Counter counter = counters.counter("full", Long.MAX_VALUE);
    assertThatThrownBy(counter::increment)
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("counter full: command ")
        .hasMessageContaining("was rejected (overflow): ");
    assertThat(counter.longValue()).isEqualTo(Long.MAX_VALUE);
    assertThat(counter.decrement()).isEqualTo(Long.MAX_VALUE - 1);
  }

  @Test
  void itsTimestampIsThatOfTheLastUpdateInIso8601() {
    Counter counter = counters.counter("timed", 0);
    Instant before = Instant.now().minusMillis(1);
    counter.increment();
    assertThat(counter.timestamp()).isBetween(before, Instant.now());
    assertThat(Instant.parse(counter.timestamp().toString())).isEqualTo(counter.timestamp());
  }

  @Test
  void itIsSerializedAsItsNumber() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(counters.counter("sent-away", 12));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(12L);
    }
  }
}
