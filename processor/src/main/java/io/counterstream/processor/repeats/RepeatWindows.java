package io.counterstream.processor.repeats;

import io.counterstream.core.WindowSchedule;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/** The windows of the partitions that this instance owns, and what opens them. Thread-safe. */
public final class RepeatWindows {
  private final RepeatSettings settings;
  private final CommandHistory history;
  private final Map<TopicPartition, Repeats> open = new ConcurrentHashMap<>();

  /**
   * No window is open.
   *
   * @param history reads the records before the first one of a takeover
   */
  public RepeatWindows(RepeatSettings settings, CommandHistory history) {
    this.settings = settings;
    this.history = history;
  }

  /**
   * Creates an empty window for a takeover, not open.
   *
   * @param recorded the schedule that is recorded with the decided offset, if one is
   */
  public Repeats create(TopicPartition partition, Optional<WindowSchedule> recorded) {
    return new Repeats(recorded, settings, closed -> open.remove(partition, closed));
  }

  /** This instance takes the partition over with this window, until it is closed. */
  public void open(TopicPartition partition, Repeats repeats) {
    open.put(partition, repeats);
  }

  /** Reads the records before the first one of a takeover. */
  public CommandHistory history() {
    return history;
  }

  /** The open windows. */
  public Map<TopicPartition, Repeats> open() {
    return Map.copyOf(open);
  }
}
