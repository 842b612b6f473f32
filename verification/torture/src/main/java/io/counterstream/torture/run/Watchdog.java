package io.counterstream.torture.run;

import java.io.PrintWriter;
import java.time.Duration;

/** Exits this JVM if a run takes far too long, which also kills the other processes. */
final class Watchdog {
  private static final long EXIT_MILLIS_MAX = 30_000;

  private Watchdog() {}

  static void start(Duration timeout, PrintWriter err, int status) {
    Thread thread = new Thread(() -> watch(timeout, err, status), "watchdog");
    thread.setDaemon(true);
    thread.start();
  }

  private static void watch(Duration timeout, PrintWriter err, int status) {
    try {
      Thread.sleep(timeout.toMillis());
      err.println(
          "counterstream torture: not done after " + Console.seconds(timeout) + ", aborted");
      err.flush();
      Thread exit = new Thread(() -> System.exit(status), "exit");
      exit.setDaemon(true);
      exit.start();
      exit.join(EXIT_MILLIS_MAX);
      Runtime.getRuntime().halt(status);
    } catch (InterruptedException unneeded) {
      Thread.currentThread().interrupt();
    }
  }
}
