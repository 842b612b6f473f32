package io.counterstream.client;

import io.counterstream.contract.IncrementCommand;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A command log that is a faulty one while a switch is on. */
record SwitchedLog(CommandLog sound, CommandLog faulty, BooleanSupplier isFaulty)
    implements CommandLog {
  @Override
  public int partitionOf(String counter) {
    return sound.partitionOf(counter);
  }

  @Override
  public void append(IncrementCommand command, int partition, Consumer<Delivery> done) {
    (isFaulty.getAsBoolean() ? faulty : sound).append(command, partition, done);
  }

  @Override
  public void close(Duration patience) {
    sound.close(patience);
  }
}
