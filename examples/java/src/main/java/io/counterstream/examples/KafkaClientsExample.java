package io.counterstream.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.kafka.CommandSerializer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Kafka's own clients with the contract's types. Sends four commands for a new counter, and reads
 * each outcome twice: from the result topics, and as a reply. Its argument is the counter's name.
 */
public final class KafkaClientsExample {
  /** The processor must allow it: its setting {@code reply.topics}. */
  private static final String REPLIES = "examples-replies";

  private final String counter;
  private final Producer<String, CounterCommand> producer;
  private final List<FollowedTopics> sources;

  private KafkaClientsExample(
      String counter, Producer<String, CounterCommand> producer, List<FollowedTopics> sources) {
    this.counter = counter;
    this.producer = producer;
    this.sources = sources;
  }

  /** Runs the example. */
  public static void main(String[] arguments) throws ExecutionException, InterruptedException {
    String name = arguments.length > 0 ? arguments[0] : "page-views-" + System.currentTimeMillis();
    Map<String, Object> brokers = Map.of("bootstrap.servers", Brokers.address());
    createTopic(brokers, REPLIES);
    // By default, the producer is idempotent: its retry of a command is no second one.
    try (Producer<String, CounterCommand> producer =
            new KafkaProducer<>(brokers, new StringSerializer(), new CommandSerializer());
        FollowedTopics results = new FollowedTopics(Topics.DEFAULT.outcomes());
        FollowedTopics replies = new FollowedTopics(List.of(REPLIES))) {
      KafkaClientsExample example =
          new KafkaClientsExample(name, producer, List.of(results, replies));
      example.send(9007199254740993L, Expectation.ABSENT); // creates the counter
      example.send(2, Expectation.exactly(9007199254740993L));
      example.send(1, Expectation.exactly(9007199254740993L)); // conflict: it is …995
      example.send(Long.MAX_VALUE, Expectation.ANY); // rejected: the sum has more than 64 bits
    }
  }

  private static void createTopic(Map<String, Object> brokers, String topic)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(brokers)) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    } catch (ExecutionException failed) {
      if (!(failed.getCause() instanceof TopicExistsException)) {
        throw failed;
      }
    }
  }

  private void send(long delta, Expectation expected)
      throws ExecutionException, InterruptedException {
    CounterCommand command =
        new CounterCommand(UUID.randomUUID().toString(), counter, delta, expected);
    ProducerRecord<String, CounterCommand> record =
        new ProducerRecord<>(Topics.DEFAULT.commands(), counter, command);
    record.headers().add("kafka_replyTopic", REPLIES.getBytes(UTF_8));
    producer.send(record).get();
    for (FollowedTopics source : sources) {
      ConsumerRecord<String, Outcome> found = source.await(command.commandId());
      System.out.printf(
          "%-17s  %-8s  %s%n", found.topic(), found.value().type(), words(found.value()));
    }
  }

  private static String words(Outcome outcome) {
    if (outcome instanceof Outcome.Applied applied) {
      return "%d -> %d  (version %d)"
          .formatted(applied.previous(), applied.value(), applied.version());
    }
    if (outcome instanceof Outcome.Conflict conflict
        && conflict.expected() instanceof Expectation.Exactly expected) {
      // The expectation failed, and nothing changed: decide again on the current value.
      return "expected %d, is %d  (version %d)"
          .formatted(expected.value(), conflict.value(), conflict.version());
    }
    // Sending the same command again is of no use.
    Outcome.Rejected rejected = (Outcome.Rejected) outcome;
    return rejected.reason() + ": " + rejected.message();
  }
}
