package io.counterstream.analytics.model;

import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows a counter's chain: each event begins at the value and version at which the one before
 * ended. Mutable; owned by one thread.
 *
 * <ul>
 *   <li>A gap in versions is no fault yet: the counter may have several logs, whose events arrive
 *       in any order. {@link #expire} reports it when it was not filled in time, unless the counter
 *       is known to have several logs.
 *   <li>An event that fills a gap is out of order only if its command precedes, in one log, that of
 *       the event that came first.
 *   <li>After a fault the chain goes on from the event at fault, so that each is reported once.
 * </ul>
 */
public final class EventChain {
  /** More gaps than these are reported at once. */
  private static final int GAPS_MAX = 8;

  private final String counter;
  private Optional<Link> last;
  private boolean severalLogs;
  private final List<VersionGap> gaps;
  private final List<Alert> alerts = new ArrayList<>();

  /** Creates the chain of a counter whose newest link and gaps are known. */
  EventChain(String counter, CounterEntry entry) {
    this.counter = counter;
    this.last = entry.last();
    this.severalLogs = entry.severalLogs();
    this.gaps = new ArrayList<>(entry.gaps());
  }

  /** Follows an applied event or a conflict. */
  void follow(SeenOutcome seen, long nowMillis) {
    Link link = Link.of(seen);
    if (last.isEmpty()) {
      last = seen.outcome() instanceof Outcome.Applied ? Optional.of(link) : last;
      return;
    }
    severalLogs |= !link.isInPartitionOf(last.get());
    if (seen.outcome() instanceof Outcome.Applied applied) {
      followApplied(applied, link, nowMillis);
    } else {
      compare(link);
    }
  }

  private void followApplied(Outcome.Applied event, Link link, long nowMillis) {
    Link before = last.orElseThrow();
    long versionBefore = raisesVersion(event, before) ? link.version() - 1 : link.version();
    if (versionBefore < before.version() && !isNewLife(before, versionBefore, event)) {
      followEarlier(link, versionBefore < link.version());
      return;
    }
    if (versionBefore > before.version()) {
      addGap(new VersionGap(before.version() + 1, versionBefore, before, link, nowMillis));
    } else if (versionBefore == before.version() && event.previous() != before.value()) {
      edited(before, link);
    }
    last = Optional.of(link);
  }

  /**
   * A check changes nothing, except that it creates a counter that it expects to be absent; and a
   * deletion of a counter that does not exist changes nothing.
   */
  private static boolean raisesVersion(Outcome.Applied event, Link before) {
    if (event.command().delete() && event.delta() == 0) {
      return event.version() != before.version();
    }
    return event.delta() != 0 || event.expected() instanceof Expectation.Absent;
  }

  /** A deleted counter's item is removed some day; then its versions begin at 1 again. */
  private static boolean isNewLife(Link before, long versionBefore, Outcome.Applied event) {
    return !before.exists() && versionBefore == 0 && event.previous() == 0;
  }

  /** An event whose version was passed already. */
  private void followEarlier(Link link, boolean raises) {
    Link before = last.orElseThrow();
    Optional<VersionGap> gap =
        gaps.stream().filter(each -> raises && each.holds(link.version())).findFirst();
    if (link.isSameCommandAs(before)) {
      doubled(before, link);
    } else if (gap.isPresent()) {
      fill(gap.get(), link);
    } else if (!link.isInPartitionOf(before)) {
      // Of another log, whose events were not in any order with these.
      return;
    } else if (link.isBeforeInLog(before)) {
      if (raises) {
        doubled(before, link);
      } else {
        outOfOrder(before, link);
      }
    } else {
      edited(before, link);
      last = Optional.of(link);
    }
  }

  private void addGap(VersionGap gap) {
    if (gaps.size() == GAPS_MAX) {
      report(gaps.remove(0));
    }
    gaps.add(gap);
  }

  private void fill(VersionGap gap, Link link) {
    int at = gaps.indexOf(gap);
    gaps.remove(at);
    if (link.version() < gap.to()) {
      gaps.add(
          at, new VersionGap(link.version() + 1, gap.to(), link, gap.after(), gap.sinceMillis()));
    }
    if (link.version() > gap.from()) {
      gaps.add(
          at,
          new VersionGap(gap.from(), link.version() - 1, gap.before(), link, gap.sinceMillis()));
    }
    if (link.isInPartitionOf(gap.after())) {
      outOfOrder(gap.after(), link);
    }
  }

  /** A conflict has the state at its version, which no event may contradict. */
  private void compare(Link conflict) {
    Link before = last.orElseThrow();
    if (conflict.version() == before.version() && conflict.value() != before.value()) {
      edited(before, conflict);
      last = Optional.of(conflict);
    }
  }

  private void edited(Link before, Link link) {
    alerts.add(Alert.of(
        Alert.Type.EDITED,
        counter,
        "counter " + counter + " was changed without an event: it had value " + before.value()
            + ", version " + before.version() + ", and this outcome found value " + link.previous()
            + " and left version " + link.version(),
        before,
        link));
  }

  private void doubled(Link before, Link link) {
    alerts.add(Alert.of(
        Alert.Type.DOUBLED,
        counter,
        "the event of version " + link.version() + " of counter " + counter
            + " is there twice: version " + before.version() + " was seen before it",
        before,
        link));
  }

  private void outOfOrder(Link before, Link link) {
    alerts.add(Alert.of(
        Alert.Type.OUT_OF_ORDER,
        counter,
        "the event of version " + link.version() + " of counter " + counter
            + " came after that of version " + before.version(),
        before,
        link));
  }

  private void report(VersionGap gap) {
    if (!severalLogs) {
      alerts.add(gap.alert(counter));
    }
  }

  /** Reports gaps that were found before a time and are not filled. */
  void expire(long foundBeforeMillis) {
    gaps.removeIf(gap -> {
      boolean expired = gap.sinceMillis() < foundBeforeMillis;
      if (expired) {
        report(gap);
      }
      return expired;
    });
  }

  Optional<Link> last() {
    return last;
  }

  boolean severalLogs() {
    return severalLogs;
  }

  List<VersionGap> gaps() {
    return gaps;
  }

  List<Alert> alerts() {
    return alerts;
  }
}
