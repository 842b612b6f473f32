package io.counterstream.analytics.api;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends outcomes to the viewers of the live tail. Thread-safe. */
final class LiveTail {
  private static final Logger LOG = LoggerFactory.getLogger(LiveTail.class);
  private static final byte[] HEARTBEAT = ": heartbeat\n\n".getBytes(StandardCharsets.UTF_8);
  private static final long HEARTBEAT_TICKS = 100;

  private final TailRing ring;
  private final String epoch;
  private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();

  LiveTail(TailRing ring, String epoch) {
    this.ring = ring;
    this.epoch = epoch;
  }

  /** A viewer, and how far it has read. Its fields are guarded by the tail's ticks. */
  private static final class Viewer {
    private final EventConnection connection;
    private final TailFilter filter;
    private final String lastEventId;
    private final int recent;
    private long next;
    private boolean begun;
    private boolean answered;
    private long quietTicks;

    Viewer(EventConnection connection, TailFilter filter, String lastEventId, int recent) {
      this.connection = connection;
      this.filter = filter;
      this.lastEventId = lastEventId;
      this.recent = recent;
    }
  }

  /**
   * Adds a viewer.
   *
   * @param lastEventId where it was before it lost the connection, or null
   * @param recent how many outcomes of before to begin with
   */
  void add(EventConnection connection, TailFilter filter, String lastEventId, int recent) {
    viewers.add(new Viewer(connection, filter, lastEventId, recent));
  }

  /** A number before all others shows the gap. */
  private long begin(TailFilter filter, String lastEventId, int recent) {
    if (lastEventId == null || lastEventId.isEmpty()) {
      return recent == 0 ? ring.next() : ring.before(recent, filter);
    }
    String prefix = epoch + "-";
    try {
      return lastEventId.startsWith(prefix)
          ? Long.parseLong(lastEventId.substring(prefix.length()))
          : -1;
    } catch (NumberFormatException foreign) {
      return -1;
    }
  }

  /** Whether anybody looks. */
  boolean hasViewers() {
    return !viewers.isEmpty();
  }

  /** Called ten times per second, by one thread. Viewers who saw the same get the same bytes. */
  void tick() {
    try {
      sendAll();
    } catch (RuntimeException failed) {
      LOG.warn("No outcomes for {} viewers of the live tail", viewers.size(), failed);
    }
  }

  private void sendAll() {
    Map<TailFilter, Map<Long, Frame>> made = new HashMap<>();
    BiFunction<TailFilter, Long, Frame> frames =
        (filter, from) -> made.computeIfAbsent(filter, unseen -> new HashMap<>())
            .computeIfAbsent(from, unseen -> frame(filter, from));
    viewers.removeIf(viewer -> viewer.connection.isClosed());
    for (Viewer viewer : List.copyOf(viewers)) {
      if (!viewer.begun && ring.isReady()) {
        viewer.next = begin(viewer.filter, viewer.lastEventId, viewer.recent);
        viewer.begun = true;
      }
      if (viewer.begun && viewer.connection.isReady()) {
        send(viewer, frames.apply(viewer.filter, viewer.next));
      }
    }
  }

  /** The first event comes even without outcomes: then the viewer knows that there are none. */
  private static void send(Viewer viewer, Frame frame) {
    boolean wanted = !frame.isEmpty || !viewer.answered;
    if (wanted && viewer.connection.offer(frame.bytes)) {
      viewer.answered = true;
      viewer.quietTicks = 0;
    } else if (++viewer.quietTicks >= HEARTBEAT_TICKS && viewer.connection.offer(HEARTBEAT)) {
      viewer.quietTicks = 0;
    }
    viewer.next = frame.next;
  }

  /**
   * An event.
   *
   * @param isEmpty whether it says nothing new
   * @param next where the viewer goes on
   */
  private record Frame(byte[] bytes, boolean isEmpty, long next) {}

  private Frame frame(TailFilter filter, long from) {
    TailRing.Missed missed = ring.since(from, filter);
    Answers.TailBatch batch = missed.batch();
    return new Frame(
        EventConnection.event(epoch + "-" + missed.next(), "outcomes", ApiJson.text(batch)),
        batch.items().isEmpty() && batch.skipped() == 0 && !batch.gap(),
        missed.next());
  }

  void close() {
    viewers.forEach(viewer -> viewer.connection.close());
  }
}
