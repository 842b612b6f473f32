package io.counterstream.analytics.model;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of one counter. Immutable.
 *
 * @param value the newest value
 * @param version the newest version
 * @param exists whether it exists
 * @param changedAt the event time of the first outcome with this version
 * @param last the newest link of its chain
 * @param severalLogs whether its outcomes are in several partitions
 * @param gaps in its chain, not reported yet
 * @param recent where its newest outcomes are, newest first
 */
public record CounterEntry(
    long value,
    long version,
    boolean exists,
    Instant changedAt,
    Optional<Link> last,
    boolean severalLogs,
    List<VersionGap> gaps,
    List<OutcomePlace> recent) {
  /** How many places of outcomes are kept. */
  public static final int RECENT_MAX = 30;

  private static final CounterEntry UNSEEN =
      new CounterEntry(0, 0, false, Instant.EPOCH, Optional.empty(), false, List.of(), List.of());

  /** A counter of which nothing was seen. */
  public static CounterEntry unseen() {
    return UNSEEN;
  }

  /**
   * What becomes of an entry.
   *
   * @param entry the entry after
   * @param alerts faults that were found
   */
  public record Step(CounterEntry entry, List<Alert> alerts) {}

  /** Follows an outcome of this counter. */
  public Step follow(String counter, SeenOutcome seen, long nowMillis) {
    Outcome outcome = seen.outcome();
    EventChain chain = new EventChain(counter, this);
    if (outcome.state().isPresent() && !(outcome instanceof Outcome.Rejected)) {
      chain.follow(seen, nowMillis);
    }
    return new Step(advancedBy(outcome, seen.place(), chain), List.copyOf(chain.alerts()));
  }

  /** Reports gaps that were found before a time. */
  public Step expire(String counter, long foundBeforeMillis) {
    EventChain chain = new EventChain(counter, this);
    chain.expire(foundBeforeMillis);
    CounterEntry entry = new CounterEntry(
        value, version, exists, changedAt, last, severalLogs, List.copyOf(chain.gaps()), recent);
    return new Step(entry, List.copyOf(chain.alerts()));
  }

  private CounterEntry advancedBy(Outcome outcome, OutcomePlace place, EventChain chain) {
    CounterState now = newest(outcome, chain);
    boolean changed = recent.isEmpty()
        || now.version() != version
        || now.value() != value
        || now.exists() != exists;
    return new CounterEntry(
        now.value(),
        now.version(),
        now.exists(),
        changed ? outcome.timestamp() : changedAt,
        chain.last(),
        chain.severalLogs(),
        List.copyOf(chain.gaps()),
        recentWith(place));
  }

  /**
   * The outcome's own state if it is newer, or if the chain went back because the table was edited.
   * A conflict may be seen before the events that led to its version: their topics are not ordered.
   */
  private CounterState newest(Outcome outcome, EventChain chain) {
    Optional<CounterState> own = outcome.state();
    Optional<Link> end = chain.last();
    boolean moved = end.isPresent() && !end.equals(last);
    boolean wentBack =
        moved && last.isPresent() && end.get().version() < last.get().version();
    return own.filter(
            state -> wentBack || state.version() > version || moved && state.version() == version)
        .orElse(state());
  }

  /** The newest state. */
  public CounterState state() {
    return new CounterState(value, version, version > 0 && !exists);
  }

  private List<OutcomePlace> recentWith(OutcomePlace place) {
    List<OutcomePlace> places = new ArrayList<>(RECENT_MAX);
    places.add(place);
    places.addAll(recent.subList(0, Math.min(recent.size(), RECENT_MAX - 1)));
    return List.copyOf(places);
  }

  /** Encodes it for a store. */
  public byte[] encode() {
    return StoredBytes.write(out -> {
      out.writeLong(value);
      out.writeLong(version);
      out.writeBoolean(exists);
      out.writeLong(changedAt.getEpochSecond());
      out.writeInt(changedAt.getNano());
      out.writeBoolean(severalLogs);
      out.writeBoolean(last.isPresent());
      if (last.isPresent()) {
        last.get().writeTo(out);
      }
      out.writeByte(gaps.size());
      for (VersionGap gap : gaps) {
        gap.writeTo(out);
      }
      out.writeByte(recent.size());
      for (OutcomePlace place : recent) {
        place.writeTo(out);
      }
    });
  }

  /** Decodes what {@link #encode} has written; null is a counter of which nothing was seen. */
  public static CounterEntry decode(byte[] stored) {
    return stored == null
        ? UNSEEN
        : StoredBytes.read(stored, in -> {
          long value = in.readLong();
          long version = in.readLong();
          boolean exists = in.readBoolean();
          Instant changedAt = Instant.ofEpochSecond(in.readLong(), in.readInt());
          boolean severalLogs = in.readBoolean();
          Optional<Link> last =
              in.readBoolean() ? Optional.of(Link.readFrom(in)) : Optional.empty();
          List<VersionGap> gaps = new ArrayList<>();
          for (int i = in.readByte(); i > 0; i--) {
            gaps.add(VersionGap.readFrom(in));
          }
          List<OutcomePlace> recent = new ArrayList<>();
          for (int i = in.readByte(); i > 0; i--) {
            recent.add(OutcomePlace.readFrom(in));
          }
          return new CounterEntry(
              value, version, exists, changedAt, last, severalLogs, gaps, recent);
        });
  }
}
