package counterstream.cli;

import counterstream.contract.CounterState;
import counterstream.contract.Expectation;
import counterstream.contract.IncrementCommand;
import counterstream.contract.Outcome;
import counterstream.contract.Topics;
import counterstream.contract.json.CommandCodec;
import counterstream.contract.json.DecodedCommand;
import counterstream.contract.json.OutcomeCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Answers commands with genuine outcomes from counters in memory, and sets a trap before each: an
 * aborted outcome of the same command, an outcome of another command, a record that is no outcome,
 * and one outcome with the same id in another partition. Counters called {@code silent…} get no
 * answer.
 */
final class StandInProcessor {
  static final int PARTITIONS = 3;
  private static final long TRAP = 666;

  private final Topics topics;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<String, CounterState> counters = new HashMap<>();
  private final Thread thread = new Thread(this::run, "stand-in-processor");

  StandInProcessor(String bootstrapServers, Topics topics) {
    this.topics = topics;
    consumer = new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
    consumer.assign(IntStream.range(0, PARTITIONS)
        .mapToObj(partition -> new TopicPartition(topics.commands(), partition))
        .toList());
    producer = new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrapServers, "transactional.id", topics.prefix()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
    producer.initTransactions();
    thread.start();
  }

  /** Stops answering. */
  void stop() throws InterruptedException {
    consumer.wakeup();
    thread.join();
  }

  private void run() {
    try {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMinutes(1))) {
          IncrementCommand command = ((DecodedCommand.Valid)
                  CommandCodec.decode(message.key(), message.value()))
              .command();
          if (!command.counter().startsWith("silent")) {
            answer(command, message);
          }
        }
      }
    } catch (WakeupException closed) {
      // The end.
    } finally {
      producer.close();
      consumer.close();
    }
  }

  private void answer(IncrementCommand command, ConsumerRecord<byte[], byte[]> message) {
    Instant now = Instant.ofEpochMilli(message.timestamp());
    int partition = message.partition();
    producer.beginTransaction();
    send(partition, trap(command.commandId(), command.counter(), now));
    producer.flush();
    producer.abortTransaction();

    producer.beginTransaction();
    send(partition, trap("not-" + command.commandId(), command.counter(), now));
    send((partition + 1) % PARTITIONS, trap(command.commandId(), "elsewhere", now));
    producer.send(new ProducerRecord<>(topics.applied(), partition, null, bytes("no outcome")));
    send(partition, decide(command, now));
    producer.commitTransaction();
  }

  private void send(int partition, Outcome outcome) {
    producer.send(new ProducerRecord<>(
        topics.of(outcome), partition, bytes("key"), OutcomeCodec.encode(outcome)));
  }

  private Outcome decide(IncrementCommand command, Instant now) {
    CounterState state = counters.getOrDefault(command.counter(), CounterState.ABSENT);
    OptionalLong version = command.expectedVersion();
    if (!command.expected().holdsFor(state)
        || version.isPresent() && version.getAsLong() != state.version()) {
      return new Outcome.Conflict(
          command.commandId(),
          command.counter(),
          command.delta(),
          command.expected(),
          version,
          state.value(),
          state.version(),
          now);
    }
    if (command.delta() == Long.MAX_VALUE) {
      return new Outcome.Rejected(
          command.commandId(),
          Optional.of(command.counter()),
          Outcome.Rejected.OVERFLOW,
          "too much",
          Optional.of(state),
          now);
    }
    CounterState after = command.delta() == 0
        ? state
        : new CounterState(state.value() + command.delta(), state.version() + 1);
    counters.put(command.counter(), after);
    return applied(command, state.value(), after, now);
  }

  private static Outcome applied(
      IncrementCommand command, long previous, CounterState after, Instant now) {
    return new Outcome.Applied(
        command.commandId(),
        command.counter(),
        command.delta(),
        command.expected(),
        command.expectedVersion(),
        previous,
        after.value(),
        after.version(),
        now);
  }

  private static Outcome trap(String commandId, String counter, Instant now) {
    return applied(
        new IncrementCommand(commandId, counter, TRAP, Expectation.ANY),
        0,
        new CounterState(TRAP, 1),
        now);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
