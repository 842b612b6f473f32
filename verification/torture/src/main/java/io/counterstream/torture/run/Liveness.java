package io.counterstream.torture.run;

import io.counterstream.torture.load.TortureLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How soon each partition had an outcome when the last fault was over. One that has none in time
 * must be named, with the cause, by the health, the metrics and the log of a processor.
 *
 * @param first the time of each partition that had one, in no order
 * @param held what the processors say of each of the others
 * @param unnamed what is wrong with the others that are not named
 */
record Liveness(List<Duration> first, List<String> held, List<String> unnamed) {
  /** The time within which every partition has an outcome. */
  static final Duration LIMIT = Duration.ofSeconds(90);

  private static final long POLL_MILLIS = 50;

  /** Copies the lists. */
  Liveness {
    first = List.copyOf(first);
    held = List.copyOf(held);
    unnamed = List.copyOf(unnamed);
  }

  /** Sends a command to each partition now and waits for the outcomes. */
  static Liveness measure(TortureLoad load, TortureDeployment deployment)
      throws InterruptedException {
    long startNanos = System.nanoTime();
    int probe = load.probe(TortureDeployment.PARTITIONS);
    while (!load.probes().haveOutcomes(probe, TortureDeployment.PARTITIONS)
        && System.nanoTime() - startNanos < LIMIT.toNanos()) {
      Thread.sleep(POLL_MILLIS);
    }
    List<Duration> first = new ArrayList<>();
    List<String> held = new ArrayList<>();
    List<String> unnamed = new ArrayList<>();
    for (int partition = 0; partition < TortureDeployment.PARTITIONS; partition++) {
      OptionalLong at = load.probes().answeredAt(probe + partition);
      if (at.isPresent()) {
        first.add(Duration.ofNanos(at.getAsLong() - startNanos));
      } else {
        judge(partition, deployment, held, unnamed);
      }
    }
    first.sort(Comparator.naturalOrder());
    return new Liveness(first, held, unnamed);
  }

  private static void judge(
      int number, TortureDeployment deployment, List<String> held, List<String> unnamed)
      throws InterruptedException {
    String partition = TortureDeployment.TOPICS.commands() + "-" + number;
    Optional<String> health = Optional.empty();
    boolean inMetrics = false;
    boolean inLog = false;
    for (int each = 1; each <= deployment.processors().size(); each++) {
      String text = ProcessorHttp.get(deployment.http(each, "/health"));
      if (text.contains(partition)) {
        health = Optional.of(deployment.processor(each).name() + ": " + text);
        inMetrics |= ProcessorHttp.get(deployment.http(each, "/metrics"))
            .contains(ProcessorHttp.STALLED + "{partition=\"" + number + "\"");
        inLog |= deployment.processor(each).output().contains(partition);
      }
    }
    if (health.isPresent() && inMetrics && inLog) {
      held.add(partition + " is held, and said to be: " + health.get());
    } else {
      unnamed.add("%s had no outcome in %s after the last fault; named by health: %s, metrics: %s,"
              .formatted(partition, Console.seconds(LIMIT), health.orElse("no"), inMetrics)
          + " log: " + inLog);
    }
  }
}
