package counterstream.client;

import counterstream.contract.IncrementCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A command log whose answers get lost: of some commands it says that their delivery is unknown,
 * and half of these are stored. From a seed.
 */
final class LossyLog implements CommandLog {
  private final CommandLog log;
  private final SplittableRandom random;
  private final int lostPercent;

  LossyLog(CommandLog log, long seed, int lostPercent) {
    this.log = log;
    this.random = new SplittableRandom(seed);
    this.lostPercent = lostPercent;
  }

  @Override
  public int partitionOf(String counter) {
    return log.partitionOf(counter);
  }

  @Override
  public void append(IncrementCommand command, int partition, Consumer<Delivery> done) {
    int fate = fate();
    if (fate >= 2 * lostPercent) {
      log.append(command, partition, done);
    } else if (fate >= lostPercent) {
      log.append(command, partition, stored -> done.accept(unknown()));
    } else {
      done.accept(unknown());
    }
  }

  @Override
  public void close(Duration patience) {
    log.close(patience);
  }

  private synchronized int fate() {
    return random.nextInt(100);
  }

  private static Delivery unknown() {
    return new Delivery.Unknown(new IOException("the answer was lost"));
  }
}
