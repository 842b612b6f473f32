package io.counterstream.processor.simulation;

import io.counterstream.core.LogSource;
import java.util.ArrayList;
import java.util.List;

/** The offsets that an operator has passed over, so that their records may have no outcome. */
final class PassedOver {
  private final List<Range> ranges = new ArrayList<>();

  /** Offsets of one log. */
  private record Range(LogSource source, long from, long to) {
    boolean contains(CommandLog log, long offset) {
      return source.equals(log.source()) && from <= offset && offset < to;
    }
  }

  void add(CommandLog log, long from, long to) {
    ranges.add(new Range(log.source(), from, to));
  }

  boolean contains(CommandLog log, CommandLog.Entry entry) {
    return ranges.stream().anyMatch(range -> range.contains(log, entry.offset()));
  }
}
