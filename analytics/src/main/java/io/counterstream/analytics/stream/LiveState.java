package io.counterstream.analytics.stream;

import io.counterstream.analytics.model.HotMinute;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What an instance knows beside the stores, since it started. Thread-safe. */
public final class LiveState {
  private final Map<Integer, HotMinutes> hot = new ConcurrentHashMap<>();
  private final ArrivalLatencies latencies = new ArrivalLatencies();

  void opened(int partition, HotMinutes minutes) {
    hot.put(partition, minutes);
  }

  void closed(int partition, HotMinutes minutes) {
    hot.remove(partition, minutes);
  }

  /** How long outcomes took until they were seen here. */
  public ArrivalLatencies latencies() {
    return latencies;
  }

  /**
   * Returns the hot counters of a partition that this instance processes.
   *
   * @param from the begin of the first minute
   * @param to the end of the last minute, exclusive
   */
  public Optional<HotMinute> hot(int partition, long from, long to) {
    return Optional.ofNullable(hot.get(partition)).map(minutes -> minutes.between(from, to));
  }
}
