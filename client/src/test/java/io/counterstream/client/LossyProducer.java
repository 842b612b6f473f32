package io.counterstream.client;

import io.counterstream.contract.CounterCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A producer that loses some commands, and the acknowledgements of others; it reports both as
 * possibly persisted. Random from a seed.
 */
final class LossyProducer implements CommandProducer {
  private final CommandProducer producer;
  private final SplittableRandom random;
  private final int commandsLostPercent;
  private final int acknowledgementsLostPercent;
  private int commands;

  LossyProducer(
      CommandProducer producer,
      long seed,
      int commandsLostPercent,
      int acknowledgementsLostPercent) {
    this.producer = producer;
    this.random = new SplittableRandom(seed);
    this.commandsLostPercent = commandsLostPercent;
    this.acknowledgementsLostPercent = acknowledgementsLostPercent;
  }

  @Override
  public int partitionOf(String counter) {
    return producer.partitionOf(counter);
  }

  @Override
  public void send(CounterCommand command, int partition, Consumer<DeliveryReport> callback) {
    int percentile = nextPercentile();
    if (percentile < commandsLostPercent) {
      callback.accept(possiblyPersisted());
    } else if (percentile < commandsLostPercent + acknowledgementsLostPercent) {
      producer.send(command, partition, report -> callback.accept(possiblyPersisted()));
    } else {
      producer.send(command, partition, callback);
    }
  }

  @Override
  public void close(Duration patience) {
    producer.close(patience);
  }

  /** How many commands were sent with this producer. */
  synchronized int commands() {
    return commands;
  }

  private synchronized int nextPercentile() {
    commands++;
    return random.nextInt(100);
  }

  private static DeliveryReport possiblyPersisted() {
    return new DeliveryReport.PossiblyPersisted(new IOException("the acknowledgement was lost"));
  }
}
