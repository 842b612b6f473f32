package io.counterstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Topics;
import io.counterstream.contract.kafka.CommandSerializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** The traffic of the quickstart, with a producer that needs no broker. */
class DemoTrafficTest {
  private static final int COMMANDS = 500;
  private static final int SEED = 7;

  @Test
  void goesOnAfterAFailureUntilItIsClosed() throws Exception {
    CountingProducer producer = new CountingProducer(COMMANDS);
    producer.fail(new TimeoutException("no broker"));
    DemoTraffic traffic = DemoTraffic.start(producer, 1, new Random(SEED));
    assertThat(producer.tried.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(producer.history()).isEmpty();
    producer.fail(null);
    assertThat(producer.sent.await(1, TimeUnit.MINUTES)).isTrue();
    traffic.close();
    assertThat(producer.closed()).isTrue();
    assertLooksLikeAShop(producer.history().subList(0, COMMANDS));
  }

  private static void assertLooksLikeAShop(List<ProducerRecord<String, CounterCommand>> records) {
    List<CounterCommand> commands = new ArrayList<>();
    for (ProducerRecord<String, CounterCommand> record : records) {
      assertThat(record.topic()).isEqualTo(Topics.DEFAULT.commands());
      assertThat(record.key()).isEqualTo(record.value().counter());
      commands.add(record.value());
    }
    assertThat(commands).extracting(CounterCommand::commandId).doesNotHaveDuplicates();
    assertThat(commands).extracting(CounterCommand::delta).containsOnly(1L, 2L, 3L);
    Map<String, Long> counters = commands.stream()
        .collect(Collectors.groupingBy(CounterCommand::counter, Collectors.counting()));
    assertThat(counters).hasSize(8);
    assertThat(counters.get("shop/eu/berlin/socks"))
        .as("the hottest counter")
        .isEqualTo(counters.values().stream().max(Long::compare).orElseThrow());
    assertThat(commands.stream()
            .map(CounterCommand::expected)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
        .hasEntrySatisfying(Expectation.ANY, any -> assertThat(any).isPositive())
        .hasEntrySatisfying(
            Expectation.exactly(-1),
            conflicts -> assertThat(conflicts).isBetween(COMMANDS / 20L, COMMANDS / 8L));
  }

  /** Counts what it was asked to send. */
  private static final class CountingProducer extends MockProducer<String, CounterCommand> {
    private final CountDownLatch tried = new CountDownLatch(3);
    private final CountDownLatch sent;

    CountingProducer(int wanted) {
      super(true, null, new StringSerializer(), new CommandSerializer());
      sent = new CountDownLatch(wanted);
    }

    synchronized void fail(RuntimeException failure) {
      sendException = failure;
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<String, CounterCommand> record, Callback callback) {
      tried.countDown();
      Future<RecordMetadata> sending = super.send(record, callback);
      sent.countDown();
      return sending;
    }
  }
}
