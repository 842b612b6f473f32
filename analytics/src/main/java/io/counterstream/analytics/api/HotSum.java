package io.counterstream.analytics.api;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Puts the candidates of partitions together. A counter is in one partition. */
final class HotSum {
  /** A counter with fewer commands has no conflict rate that says anything. */
  private static final int RATED_COMMANDS_MIN = 10;

  private final List<Parts.Hot> parts;
  private final int limit;

  HotSum(List<Parts.Hot> parts, int limit) {
    this.parts = parts;
    this.limit = limit;
  }

  Answers.Hot hot(Answers.Freshness freshness, Instant from, Instant to) {
    Map<String, Answers.HotCounter> all = new HashMap<>();
    for (Parts.Hot part : parts) {
      for (Parts.HotList list : List.of(part.commands(), part.conflicts(), part.movers())) {
        list.counters().forEach(counter -> all.put(counter.counter(), counter(counter)));
      }
    }
    return new Answers.Hot(
        freshness,
        from,
        to,
        list(all, Parts.Hot::commands, Answers.HotCounter::commands, any -> true),
        list(all, Parts.Hot::conflicts, Answers.HotCounter::conflicts, HotSum::hasConflicts),
        list(
            all,
            Parts.Hot::conflicts,
            Answers.HotCounter::conflictRate,
            counter -> hasConflicts(counter) && counter.commands() >= RATED_COMMANDS_MIN),
        list(
            all,
            Parts.Hot::movers,
            counter -> counter.change().abs(),
            counter -> counter.change().signum() != 0));
  }

  private static boolean hasConflicts(Answers.HotCounter counter) {
    return counter.conflicts() > 0;
  }

  private static Answers.HotCounter counter(Parts.HotCounter counter) {
    double rate = counter.commands() == 0 ? 0 : (double) counter.conflicts() / counter.commands();
    BigInteger change = counter.change();
    return new Answers.HotCounter(
        counter.counter(), counter.commands(), counter.conflicts(), rate, change, counter.value());
  }

  private <C extends Comparable<C>> Answers.HotList list(
      Map<String, Answers.HotCounter> all,
      Function<Parts.Hot, Parts.HotList> sketch,
      Function<Answers.HotCounter, C> weight,
      Predicate<Answers.HotCounter> shown) {
    long error =
        parts.stream().mapToLong(part -> sketch.apply(part).errorMax()).max().orElse(0);
    List<Answers.HotCounter> items = all.values().stream()
        .filter(shown)
        .sorted(Comparator.comparing(weight).reversed().thenComparing(Answers.HotCounter::counter))
        .limit(limit)
        .toList();
    return new Answers.HotList(error, items);
  }
}
