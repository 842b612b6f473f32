package io.counterstream.torture.run;

import io.counterstream.torture.cluster.ProcessorNode;
import io.counterstream.torture.load.TortureLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How soon each partition had an outcome when the last fault was over. One that has none in time
 * must be named, with the cause, by the health, the metrics and the log of a processor. None may
 * wait for an item, because all items are as they were.
 *
 * @param first the time of each partition that had one, in no order
 * @param held what the processors say of each of the others
 * @param wrong what is wrong: partitions that are not named, or wait for an item
 */
record Liveness(List<Duration> first, List<String> held, List<String> wrong) {
  /** The time within which every partition has an outcome. */
  static final Duration LIMIT = Duration.ofSeconds(90);

  /** A processor names what holds a partition after some seconds. */
  private static final Duration UNNAMED_MAX = Duration.ofSeconds(20);

  /** In the line of a processor's log that names partitions that wait. */
  private static final String WAITS = "nothing is committed";

  /** In the health of a processor that pauses a partition because of an item. */
  private static final String WAITS_FOR_AN_ITEM = "\"waitsFor\":\"item\"";

  private static final long POLL_MILLIS = 50;
  private static final long LOOK_MILLIS = 1000;

  /** Copies the lists. */
  Liveness {
    first = List.copyOf(first);
    held = List.copyOf(held);
    wrong = List.copyOf(wrong);
  }

  /** Sends a command to each partition now and waits for the outcomes. */
  static Liveness measure(TortureLoad load, TortureDeployment deployment)
      throws InterruptedException {
    long startNanos = System.nanoTime();
    int probe = load.probe(TortureDeployment.PARTITIONS);
    Map<Integer, Named> named = new HashMap<>();
    while (!load.probes().haveOutcomes(probe, TortureDeployment.PARTITIONS)
        && System.nanoTime() - startNanos < LIMIT.toNanos()) {
      if (System.nanoTime() - startNanos < UNNAMED_MAX.toNanos()) {
        Thread.sleep(POLL_MILLIS);
      } else {
        Thread.sleep(LOOK_MILLIS);
        look(deployment, named);
      }
    }
    List<Duration> first = new ArrayList<>();
    List<String> held = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (int partition = 0; partition < TortureDeployment.PARTITIONS; partition++) {
      OptionalLong at = load.probes().answeredAt(probe + partition);
      if (at.isPresent()) {
        first.add(Duration.ofNanos(at.getAsLong() - startNanos));
      } else {
        judge(name(partition), named.getOrDefault(partition, Named.NOT), held, wrong);
      }
    }
    first.sort(Comparator.naturalOrder());
    return new Liveness(first, held, wrong);
  }

  private static String name(int partition) {
    return TortureDeployment.TOPICS.commands() + "-" + partition;
  }

  /**
   * Where the processors have named a partition that waits, at any time.
   *
   * @param health what the health of a processor said, if one named it
   * @param metrics whether metrics did
   * @param log whether a log did
   */
  private record Named(Optional<String> health, boolean metrics, boolean log) {
    private static final Named NOT = new Named(Optional.empty(), false, false);

    Named or(Named other) {
      return new Named(other.health.or(() -> health), metrics || other.metrics, log || other.log);
    }
  }

  private static void look(TortureDeployment deployment, Map<Integer, Named> named)
      throws InterruptedException {
    for (int number = 1; number <= deployment.processors().size(); number++) {
      ProcessorNode processor = deployment.processor(number);
      String health = ProcessorHttp.get(deployment.http(number, "/health"));
      String metrics = ProcessorHttp.get(deployment.http(number, "/metrics"));
      List<String> log =
          processor.output().lines().filter(line -> line.contains(WAITS)).toList();
      for (int partition = 0; partition < TortureDeployment.PARTITIONS; partition++) {
        String name = name(partition);
        Named now = new Named(
            Optional.of(processor.name() + ": " + health).filter(text -> text.contains(name)),
            metrics.contains(ProcessorHttp.STALLED + "{partition=\"" + name + "\""),
            log.stream().anyMatch(line -> line.contains(name)));
        named.merge(partition, now, Named::or);
      }
    }
  }

  private static void judge(String partition, Named named, List<String> held, List<String> wrong) {
    if (named.health().filter(health -> health.contains(WAITS_FOR_AN_ITEM)).isPresent()) {
      wrong.add(partition + " still waits for an item: " + named.health().get());
    } else if (named.health().isPresent() && named.metrics() && named.log()) {
      held.add(partition + " is held, and said to be: " + named.health().get());
    } else {
      wrong.add("%s had no outcome in %s after the last fault; named by health: %s, metrics: %s,"
              .formatted(
                  partition, Console.seconds(LIMIT), named.health().orElse("no"), named.metrics())
          + " log: " + named.log());
    }
  }
}
