package io.counterstream.client;

import io.counterstream.contract.CounterCommand;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A producer that sends with a faulty one while a switch is on. */
record SwitchedProducer(CommandProducer sound, CommandProducer faulty, BooleanSupplier isFaulty)
    implements CommandProducer {
  @Override
  public int partitionOf(String counter) {
    return sound.partitionOf(counter);
  }

  @Override
  public void send(CounterCommand command, int partition, Consumer<DeliveryReport> callback) {
    (isFaulty.getAsBoolean() ? faulty : sound).send(command, partition, callback);
  }

  @Override
  public void close(Duration patience) {
    sound.close(patience);
  }
}
