package io.counterstream.analytics.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the overview once per second if anybody looks, and sends the same bytes to all.
 * Thread-safe.
 */
final class OverviewBroadcast {
  private static final Logger LOG = LoggerFactory.getLogger(OverviewBroadcast.class);
  private static final Duration SECONDS_SHOWN = Duration.ofSeconds(45);
  private static final long MADE_FOR_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

  private final AnalyticsApi api;
  private final ViewerCount viewers;
  private final String epoch;
  private final Set<EventConnection> connections = ConcurrentHashMap.newKeySet();
  private byte[] newest;
  private long madeAtNanos;
  private long number;

  OverviewBroadcast(AnalyticsApi api, ViewerCount viewers, String epoch) {
    this.api = api;
    this.viewers = viewers;
    this.epoch = epoch;
  }

  void add(EventConnection connection) {
    connections.add(connection);
    connection.offer(frame(newest()));
  }

  /** The overview; made now, or with the last tick. */
  synchronized byte[] newest() {
    return newest == null || System.nanoTime() - madeAtNanos > MADE_FOR_NANOS ? make() : newest;
  }

  private synchronized byte[] make() {
    newest = ApiJson.bytes(api.overview(SECONDS_SHOWN, viewers.open()));
    madeAtNanos = System.nanoTime();
    number++;
    return newest;
  }

  private synchronized byte[] frame(byte[] overview) {
    return EventConnection.event(
        epoch + "-" + number, "overview", new String(overview, StandardCharsets.UTF_8));
  }

  /** Called once per second. */
  void tick() {
    connections.removeIf(EventConnection::isClosed);
    if (connections.isEmpty()) {
      return;
    }
    try {
      byte[] frame = frame(make());
      List.copyOf(connections).forEach(connection -> connection.offer(frame));
    } catch (RuntimeException failed) {
      LOG.warn("No overview for {} viewers: {}", connections.size(), failed.toString());
    }
  }

  void close() {
    connections.forEach(EventConnection::close);
  }
}
