package io.counterstream.client;

import io.counterstream.contract.IncrementCommand;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A command log whose append takes until the command is stored and something else has happened.
 *
 * @param afterwards what happens then
 */
record SlowLog(CommandLog log, Runnable afterwards) implements CommandLog {
  @Override
  public int partitionOf(String counter) {
    return log.partitionOf(counter);
  }

  @Override
  public void append(IncrementCommand command, int partition, Consumer<Delivery> done) {
    CompletableFuture<Delivery> stored = new CompletableFuture<>();
    log.append(command, partition, stored::complete);
    Delivery delivery = stored.join();
    afterwards.run();
    done.accept(delivery);
  }

  @Override
  public void close(Duration patience) {
    log.close(patience);
  }
}
