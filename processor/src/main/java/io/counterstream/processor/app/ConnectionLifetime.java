package io.counterstream.processor.app;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes each connection at an age, whatever its client does. An idle time-out does not end one
 * that sends or reads a byte now and then.
 *
 * @param scheduler runs what is due
 * @param max the age
 */
record ConnectionLifetime(Scheduler scheduler, Duration max) implements Connection.Listener {
  @Override
  public void onOpened(Connection connection) {
    Scheduler.Task end = scheduler.schedule(
        () -> connection.getEndPoint().close(), max.toMillis(), TimeUnit.MILLISECONDS);
    connection.addEventListener(new Connection.Listener() {
      @Override
      public void onClosed(Connection closed) {
        end.cancel();
      }
    });
  }
}
