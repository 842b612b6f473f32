package io.counterstream.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * A last line on the terminal that is redrawn several times a second, below the other lines of
 * standard error. If standard error is not a terminal, only those are printed. Thread-safe.
 */
public final class LiveLine implements AutoCloseable {
  private static final Duration REDRAW = Duration.ofMillis(200);
  // A terminal may be resized, but reading its width starts a process.
  private static final int DRAWINGS_PER_WIDTH = 10;
  private static final String ERASE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean drawn;
  private final IntFunction<String> text;
  private final ScheduledExecutorService clock;
  private int drawings;
  private int columns;

  private LiveLine(PrintWriter err, boolean drawn, IntFunction<String> text) {
    this.err = err;
    this.drawn = drawn;
    this.text = text;
    this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
      Thread thread = new Thread(task, "live-line");
      thread.setDaemon(true);
      return thread;
    });
  }

  /**
   * Starts to draw.
   *
   * @param screen says whether {@code err} is a terminal
   * @param text creates the line, given the number of columns that it may have
   */
  public static LiveLine open(PrintWriter err, Screen screen, IntFunction<String> text) {
    LiveLine line = new LiveLine(err, screen.isErr(), text);
    if (line.drawn) {
      long millis = REDRAW.toMillis();
      line.clock.scheduleAtFixedRate(line::draw, millis, millis, TimeUnit.MILLISECONDS);
    }
    return line;
  }

  /** Prints a line above. */
  public synchronized void println(String line) {
    erase();
    err.println(line);
  }

  /** Runs {@code print}, which prints above the line, also on standard output. */
  public synchronized void above(Runnable print) {
    erase();
    print.run();
  }

  /** Erases the line. */
  @Override
  public synchronized void close() {
    clock.shutdownNow();
    erase();
  }

  private synchronized void draw() {
    if (!clock.isShutdown()) {
      if (drawings % DRAWINGS_PER_WIDTH == 0) {
        columns = Screen.columns();
      }
      drawings++;
      // A character in the last column makes some terminals start another line.
      int usable = Math.max(1, columns - 1);
      String line = text.apply(usable);
      err.print(ERASE + line.substring(0, Math.min(line.length(), usable)));
      err.flush();
    }
  }

  private void erase() {
    if (drawn) {
      err.print(ERASE);
      err.flush();
    }
  }
}
