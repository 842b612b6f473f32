package io.counterstream.client;

import io.counterstream.contract.CounterCommand;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A producer that returns from {@code send} only after the command is persisted and an action has
 * run.
 *
 * @param afterwards the action
 */
record SlowProducer(CommandProducer producer, Runnable afterwards) implements CommandProducer {
  @Override
  public int partitionOf(String counter) {
    return producer.partitionOf(counter);
  }

  @Override
  public void send(CounterCommand command, int partition, Consumer<DeliveryReport> callback) {
    CompletableFuture<DeliveryReport> reported = new CompletableFuture<>();
    producer.send(command, partition, reported::complete);
    DeliveryReport report = reported.join();
    afterwards.run();
    callback.accept(report);
  }

  @Override
  public void close(Duration patience) {
    producer.close(patience);
  }
}
