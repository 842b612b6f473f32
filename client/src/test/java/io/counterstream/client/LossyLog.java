package io.counterstream.client;

import io.counterstream.contract.IncrementCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A command log that loses commands, and the answers to others: of both it says that their delivery
 * is unknown. From a seed.
 */
final class LossyLog implements CommandLog {
  private final CommandLog log;
  private final SplittableRandom random;
  private final int commandsLostPercent;
  private final int answersLostPercent;
  private int asked;

  LossyLog(CommandLog log, long seed, int commandsLostPercent, int answersLostPercent) {
    this.log = log;
    this.random = new SplittableRandom(seed);
    this.commandsLostPercent = commandsLostPercent;
    this.answersLostPercent = answersLostPercent;
  }

  @Override
  public int partitionOf(String counter) {
    return log.partitionOf(counter);
  }

  @Override
  public void append(IncrementCommand command, int partition, Consumer<Delivery> done) {
    int fate = fate();
    if (fate < commandsLostPercent) {
      done.accept(unknown());
    } else if (fate < commandsLostPercent + answersLostPercent) {
      log.append(command, partition, stored -> done.accept(unknown()));
    } else {
      log.append(command, partition, done);
    }
  }

  @Override
  public void close(Duration patience) {
    log.close(patience);
  }

  /** How many commands it was given. */
  synchronized int asked() {
    return asked;
  }

  private synchronized int fate() {
    asked++;
    return random.nextInt(100);
  }

  private static Delivery unknown() {
    return new Delivery.Unknown(new IOException("the answer was lost"));
  }
}
