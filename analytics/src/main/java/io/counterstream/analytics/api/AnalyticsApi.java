package io.counterstream.analytics.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterstream.analytics.model.WindowSpan;
import io.counterstream.analytics.stream.AnalysisSettings;
import io.counterstream.analytics.stream.CounterPartitions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Builds the answers of the API from the parts of partitions. Thread-safe. */
final class AnalyticsApi {
  /** The order of names by their UTF-8 bytes, in which partitions hold them. */
  private static final Comparator<String> BY_BYTES =
      Comparator.comparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private final Instances instances;
  private final AnalysisSettings settings;
  private final PlacedOutcomes lookup;

  AnalyticsApi(Instances instances, AnalysisSettings settings, PlacedOutcomes lookup) {
    this.instances = instances;
    this.settings = settings;
    this.lookup = lookup;
  }

  /** The newest seconds, and everything else of the overview. */
  Answers.Overview overview(Duration seconds, int viewers) {
    Instant to = nextSecond();
    Gathered gathered = instances.askAll(new PartitionQuery.Overview(to.minus(seconds), to));
    return new OverviewSum(gathered).overview(to.minus(seconds), to, viewers);
  }

  private static Instant nextSecond() {
    long now = System.currentTimeMillis();
    return Instant.ofEpochMilli(WindowSpan.SECOND.startOf(now) + WindowSpan.SECOND.millis());
  }

  Answers.Rates rates(Optional<Instant> from, Optional<Instant> to) {
    Duration kept = settings.retention().get(WindowSpan.SECOND);
    Instant end = to.filter(asked -> asked.isBefore(nextSecond())).orElse(nextSecond());
    Instant oldest = nextSecond().minus(kept);
    Instant begin = from.filter(asked -> asked.isAfter(oldest)).orElse(oldest);
    Instant start = Instant.ofEpochMilli(WindowSpan.SECOND.startOf(begin.toEpochMilli()));
    Gathered gathered = instances.askAll(new PartitionQuery.Overview(start, end));
    return new Answers.Rates(
        gathered.freshness().withoutPartitions(), new OverviewSum(gathered).seconds(start, end));
  }

  Answers.Hot hot(Instant from, Instant to, int limit) {
    Instant start = Instant.ofEpochMilli(WindowSpan.MINUTE.startOf(from.toEpochMilli()));
    Gathered gathered =
        instances.askAll(new PartitionQuery.Hot(start, to, Math.max(limit * 2, 50)));
    return new HotSum(gathered.values(Parts.Hot.class), limit)
        .hot(gathered.freshness().withoutPartitions(), start, to);
  }

  Answers.Alerts alerts(int limit, String counter) {
    Gathered gathered = instances.askAll(new PartitionQuery.Alerts(limit, counter));
    List<Parts.Alerts> parts = gathered.values(Parts.Alerts.class);
    List<JsonNode> items = parts.stream()
        .flatMap(part -> part.items().stream())
        .sorted(Comparator.comparingLong(
                (JsonNode alert) -> alert.path("detectedAt").longValue())
            .reversed())
        .limit(limit)
        .toList();
    Map<String, Long> counts = new TreeMap<>();
    parts.forEach(part ->
        part.counts().forEach((type, count) -> counts.merge(type.word(), count, Long::sum)));
    return new Answers.Alerts(gathered.freshness().withoutPartitions(), counts, items);
  }

  Answers.Rollups rollups(String parent, String after, int limit) {
    Gathered gathered = instances.askAll(new PartitionQuery.Nodes(parent, after, limit));
    List<Parts.Nodes> parts = gathered.values(Parts.Nodes.class);
    List<Parts.Node> parents = new ArrayList<>();
    List<Parts.Node> children = new ArrayList<>();
    for (Parts.Nodes part : parts) {
      if (part.parent() != null) {
        parents.add(part.parent());
      }
      children.addAll(part.items());
    }
    Page<Parts.Node> page = page(sum(children), Parts.Node::name, limit);
    return new Answers.Rollups(
        gathered.freshness().withoutPartitions(),
        sum(parents).stream().findFirst().orElse(null),
        page.items(),
        page.next());
  }

  /** Adds nodes of the same name. */
  private static List<Parts.Node> sum(List<Parts.Node> nodes) {
    Map<String, Parts.Node> sums = new TreeMap<>(BY_BYTES);
    for (Parts.Node node : nodes) {
      sums.merge(
          node.name(),
          node,
          (one, other) -> new Parts.Node(
              one.name(), one.sum().add(other.sum()), one.counters() + other.counters()));
    }
    return List.copyOf(sums.values());
  }

  Answers.Counters counters(String prefix, String after, int limit) {
    Gathered gathered = instances.askAll(new PartitionQuery.Counters(prefix, after, limit));
    List<Parts.State> states = gathered.values(Parts.States.class).stream()
        .flatMap(part -> part.items().stream())
        .toList();
    Page<Parts.State> page = page(states, Parts.State::counter, limit);
    return new Answers.Counters(
        gathered.freshness().withoutPartitions(), page.items(), page.next());
  }

  /** A page, and the name to go on after; null if there is nothing more. */
  private record Page<T>(List<T> items, String next) {}

  private static <T> Page<T> page(List<T> found, Function<T, String> name, int limit) {
    List<T> sorted = found.stream().sorted(Comparator.comparing(name, BY_BYTES)).toList();
    return sorted.size() <= limit
        ? new Page<>(sorted, null)
        : new Page<>(sorted.subList(0, limit), name.apply(sorted.get(limit - 1)));
  }

  /** Empty if nothing was seen of the counter. */
  Optional<Answers.Counter> counter(String name) {
    int partition = partitionOf(name);
    Gathered gathered = instances.askOne(new PartitionQuery.Counter(name), partition);
    Parts.Counter part = gathered.value(Parts.Counter.class);
    if (part == null) {
      return Optional.empty();
    }
    List<Answers.Window> periods = new ArrayList<>();
    for (int i = 0; i < part.periods().size(); i++) {
      periods.add(
          Answers.Window.period(CounterReader.PERIODS.get(i), part.periods().get(i)));
    }
    Parts.State state = part.state();
    return Optional.of(new Answers.Counter(
        gathered.freshness().withoutPartitions(),
        name,
        state.value(),
        state.version(),
        state.exists(),
        state.changedAt(),
        partition,
        part.severalLogs(),
        periods,
        nodesOf(name)));
  }

  private List<Parts.Node> nodesOf(String counter) {
    List<String> names = settings.rollups().nodesOf(counter);
    if (names.isEmpty()) {
      return List.of();
    }
    List<Parts.Node> nodes =
        instances
            .askAll(new PartitionQuery.NamedNodes(names))
            .values(Parts.NamedNodes.class)
            .stream()
            .flatMap(part -> part.items().stream())
            .toList();
    return sum(nodes);
  }

  Answers.Windows windows(String name, WindowSpan size, Instant from, Instant to) {
    Gathered gathered =
        instances.askOne(new PartitionQuery.Windows(name, size, from, to), partitionOf(name));
    List<Answers.Window> items = gathered.value(Parts.Windows.class).items().stream()
        .map(Answers.Window::of)
        .toList();
    return new Answers.Windows(
        gathered.freshness().withoutPartitions(), name, size.word(), from, to, items);
  }

  Answers.Outcomes outcomes(String name, int limit) {
    Gathered gathered = instances.askOne(new PartitionQuery.Places(name, limit), partitionOf(name));
    List<JsonNode> items = lookup.read(gathered.value(Parts.Places.class).items());
    return new Answers.Outcomes(gathered.freshness().withoutPartitions(), name, items);
  }

  private int partitionOf(String counter) {
    return CounterPartitions.of(counter, settings.partitions());
  }
}
