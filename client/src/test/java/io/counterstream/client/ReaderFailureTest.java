package io.counterstream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to commands when the thread that reads the outcomes can't go on. */
class ReaderFailureTest {
  private static final Deadline FAR = Deadline.in(Duration.ofDays(1));

  private final SingleThreadScheduler scheduler = new SingleThreadScheduler();
  private final LinkedBlockingQueue<CounterCommand> sent = new LinkedBlockingQueue<>();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final OutcomePoller poller =
      new OutcomePoller(consumer, Topics.DEFAULT, new Refusals(), Duration.ofMinutes(1));
  private final OutcomeLookup lookup = new OutcomeLookup(ClientConfig.of("127.0.0.1:1"), scheduler);
  private final KafkaCommandChannel channel =
      new KafkaCommandChannel(new Recording(), poller, lookup, scheduler);

  @BeforeEach
  void start() {
    for (String topic : Topics.DEFAULT.outcomes()) {
      consumer.updateEndOffsets(Map.of(new TopicPartition(topic, 0), 7L));
    }
    poller.start();
  }

  @AfterEach
  void stop() {
    poller.close(Duration.ofSeconds(10));
    lookup.close();
    scheduler.close(Duration.ofSeconds(1));
  }

  /** For example in a program whose kafka-clients has another version. */
  @Test
  void anErrorFailsWhatIsInFlightAndWhatIsSentLater() throws Exception {
    CompletableFuture<Outcome> inFlight = channel.send(command("first"), FAR);
    assertThat(sent.take().commandId()).isEqualTo("first");
    consumer.schedulePollTask(() -> {
      throw new NoClassDefFoundError("org/example/Missing");
    });

    assertThat(failureOf(inFlight))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessageContaining("the result topics can't be read: NoClassDefFoundError:"
            + " org/example/Missing (this client has stopped reading: connect another)")
        .hasMessageEndingWith(
            "./counterstream outcome --bootstrap-server=127.0.0.1:1 --counter=c -- first")
        .hasCauseInstanceOf(NoClassDefFoundError.class);
    assertThat(failureOf(channel.send(command("second"), FAR)))
        .isInstanceOf(NotSentException.class)
        .hasCauseInstanceOf(NoClassDefFoundError.class);
    assertThat(sent).isEmpty();
  }

  @Test
  void aMissingRightIsNoTimeOut() throws Exception {
    for (RuntimeException refusal : List.of(
        new TopicAuthorizationException(Set.of("counter-applied")),
        new SaslAuthenticationException("expired"))) {
      CompletableFuture<Outcome> inFlight = channel.send(command("a" + refusal), FAR);
      sent.take();
      consumer.schedulePollTask(() -> {
        throw refusal;
      });
      assertThat(failureOf(inFlight))
          .isInstanceOf(OutcomeUnknownException.class)
          .hasMessageContaining("the result topics can't be read: " + refusal.getMessage())
          .hasCause(refusal);
      // The right may be granted now: the thread goes on.
      CompletableFuture<Outcome> later;
      do {
        later = channel.send(command("b" + refusal + System.nanoTime()), FAR);
      } while (sent.poll(10, TimeUnit.MILLISECONDS) == null);
      assertThat(later).isNotDone();
    }
  }

  private static CounterCommand command(String id) {
    return new CounterCommand(id.substring(0, Math.min(64, id.length())), "c", 1, Expectation.ANY);
  }

  private static Throwable failureOf(CompletableFuture<Outcome> stage) {
    return catchThrowableOfType(ExecutionException.class, () -> stage.get(1, TimeUnit.MINUTES))
        .getCause();
  }

  /** Passes refusals on, as a connection does. */
  private final class Refusals implements OutcomePoller.Listener {
    @Override
    public void outcome(Outcome outcome) {
      channel.accept(outcome);
    }

    @Override
    public void refused(Throwable failure) {
      channel.refused(failure);
    }
  }

  /** Stores every command. */
  private final class Recording implements CommandProducer {
    @Override
    public int partitionOf(String counter) {
      return 0;
    }

    @Override
    public void send(CounterCommand command, int partition, Consumer<DeliveryReport> callback) {
      sent.add(command);
      callback.accept(new DeliveryReport.Persisted(1));
    }

    @Override
    public void close(Duration patience) {
      // Nothing is under way.
    }
  }
}
