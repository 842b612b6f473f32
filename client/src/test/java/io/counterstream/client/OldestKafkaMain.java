package io.counterstream.client;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;

/** A program that calls everything that the client offers, and prints what it got. */
final class OldestKafkaMain {
  private static final Duration IDLE = Duration.ofMinutes(1);

  private OldestKafkaMain() {}

  /**
   * Runs the program.
   *
   * @param arguments bootstrap servers and topic prefix
   */
  public static void main(String[] arguments) throws Exception {
    ClientConfig config = ClientConfig.of(arguments[0]).withTopicPrefix(arguments[1]);
    System.out.println("kafka-clients " + version());
    try (Counters counters = Counters.connect(config)) {
      Counter counter = counters.counter("oldest", 5);
      counter.increment();
      counter.refresh();
      Outcome conflict = await(counters.send(
          new CounterCommand(counters.newCommandId(), "oldest", 1, Expectation.exactly(-1))));
      Outcome.Applied applied = await(counters.update("oldest", value -> value));
      System.out.println(counter + " " + conflict.type() + " " + applied.value());
      OutcomeUnknownException unknown = lost(config);
      Outcome found =
          await(counters.outcome(unknown.commandId(), unknown.position())).orElseThrow();
      System.out.println("found " + found.type());
    }
    System.out.println("closed");
  }

  /** Sends a command with a client that loses acknowledgements. */
  private static OutcomeUnknownException lost(ClientConfig config) {
    Connection losing =
        Connection.open(config, producer -> new LossyProducer(producer, 1, 0, 100), IDLE);
    try (Counters counters = Counters.over(config, losing)) {
      CounterCommand command =
          new CounterCommand(counters.newCommandId(), "lost", 1, Expectation.ABSENT);
      counters.send(command).toCompletableFuture().join();
      throw new IllegalStateException("the acknowledgement was not lost");
    } catch (CompletionException failed) {
      return (OutcomeUnknownException) failed.getCause();
    }
  }

  /** Reads the version from the library itself. */
  private static String version() throws IOException {
    Properties properties = new Properties();
    try (InputStream file =
        KafkaProducer.class.getResourceAsStream("/kafka/kafka-version.properties")) {
      properties.load(file);
    }
    return properties.getProperty("version");
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
