package io.counterstream.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.processor.app.CounterProcessor;
import io.counterstream.processor.app.TestProcessors;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.wait.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Runs the examples of docs/client.md and of the javadoc as they are, and checks their output. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientExamplesIT {
  private final List<String> printed = new CopyOnWriteArrayList<>();
  private Deployment deployment;
  private CounterProcessor processor;
  private Counters counters;
  private Counters others;

  @BeforeAll
  void start() {
    deployment = TestProcessors.deploy(4);
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

  @BeforeEach
  void nothingPrinted() {
    printed.clear();
  }

  @Test
  void thenAndNow() throws IOException {
    Instant before = Instant.now().minusMillis(1);
    Counter c = counters.counter("visits", 0);
    print(c);
    c.increment();
    print(c);
    print(c.compareTo(0) > 0);
    Instant updated = c.timestamp();
    Counter d = others.counter("visits", 0);
    d.add(10);
    try {
      c.increment();
    } catch (OutOfSyncException e) {
      print(e.getMessage());
    }
    print(c);
    c.decrement();
    print(c);
    assertThat(updated).isBetween(before, Instant.now());
    assertThat(printed).isEqualTo(Documentation.printedBySession());
  }

  @Test
  void connecting() {
    ClientConfig config = ClientConfig.of("127.0.0.1:9092").withTimeout(Duration.ofSeconds(10));
    assertThat(config.timeout()).hasSeconds(10);
    config = TestClients.config(deployment);
    try (Counters counters = Counters.connect(config)) {
      Counter views = counters.counter("page-views", 0);
      views.increment();
    }
    assertThat(counters.counter("page-views", 0).longValue()).isPositive();
  }

  @Test
  void anyCommand() {
    counters.counter("page-views", 0);
    CounterCommand command =
        new CounterCommand(counters.newCommandId(), "page-views", 5, Expectation.ANY);
    counters
        .send(command, Duration.ofSeconds(5))
        .thenAccept(outcome ->
            print(outcome.type() + " " + outcome.state().orElseThrow().value()));
    awaitPrinted();
    assertThat(printed.get(0)).startsWith("applied ");
  }

  @Test
  void bounds() {
    counters.counter("tickets", 1);
    counters
        .add("tickets", -1, Bounds.atLeast(0))
        .thenAccept(applied -> print(applied.value() + " left"));
    awaitPrinted();
    assertThat(printed).containsExactly("0 left");
  }

  @Test
  void updates() {
    counters.counter("stock", 1);
    counters
        .update("stock", value -> value > 0 ? -1 : 0)
        .thenAccept(applied -> print(applied.delta() == 0 ? "sold out" : "sold one"));
    awaitPrinted();
    assertThat(printed).containsExactly("sold one");
  }

  @Test
  void outOfSync() {
    Counter views = counters.counter("page-views", 0);
    views.increment();
    try {
      views.add(10);
    } catch (OutOfSyncException faster) {
      views.add(10); // another writer was faster; the object holds the current value now
    }
    assertThat(views.compareTo(10)).isPositive();
  }

  @Test
  void doubt() {
    AtomicBoolean losing = new AtomicBoolean();
    Connection connection = Connection.open(
        TestClients.config(deployment),
        producer -> new SwitchedProducer(
            producer, new LossyProducer(producer, 1, 0, 100), () -> losing.getAndSet(false)),
        Duration.ofMinutes(1));
    try (Counters counters = Counters.over(TestClients.config(deployment), connection)) {
      Counter views = counters.counter("doubtful", 0);
      // Without a processor, no outcome arrives before the failure is reported.
      processor.close();
      losing.set(true);
      try {
        views.increment();
      } catch (OutcomeUnknownException unknown) {
        counters
            .outcome(unknown.commandId(), unknown.position())
            .thenAccept(found -> print(found.map(Outcome::toString).orElse("not in the log")));
      }
      processor = TestProcessors.start(deployment);
      awaitPrinted();
    }
    assertThat(printed).singleElement().asString().startsWith("Applied[command=");
  }

  private void print(Object what) {
    printed.add(what.toString());
  }

  private void awaitPrinted() {
    Waiting.await().until(() -> !printed.isEmpty());
  }
}
