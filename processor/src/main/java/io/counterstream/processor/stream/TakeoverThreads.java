package io.counterstream.processor.stream;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that read what the takeover of a partition needs: a stream thread that takes over several
 * partitions waits for the slowest of them and not for one after the other.
 */
public final class TakeoverThreads {
  /** About half of a read is to wait for brokers, also where there are fewer processors. */
  static final int THREADS = 4;

  private static final Duration IDLE_MAX = Duration.ofSeconds(10);

  private TakeoverThreads() {}

  /** Creates the threads. They end by themselves when they are not needed. */
  public static Executor start() {
    ThreadPoolExecutor threads = new ThreadPoolExecutor(
        THREADS,
        THREADS,
        IDLE_MAX.toMillis(),
        TimeUnit.MILLISECONDS,
        new LinkedBlockingQueue<>(),
        task -> {
          Thread thread = new Thread(task, "counterstream-takeover");
          thread.setDaemon(true);
          return thread;
        });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }
}
