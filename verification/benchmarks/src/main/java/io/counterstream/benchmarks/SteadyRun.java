package io.counterstream.benchmarks;

import io.counterstream.benchmarks.Fixtures.Fixture;
import io.counterstream.benchmarks.contender.Contender;
import io.counterstream.benchmarks.contender.ContenderCounts;
import io.counterstream.benchmarks.contender.ContenderJvm;
import io.counterstream.benchmarks.contender.KafkaClientMetrics;
import io.counterstream.benchmarks.measure.ExpectedOutcomes;
import io.counterstream.benchmarks.measure.Meter;
import io.counterstream.benchmarks.measure.WorkloadProducer;
import io.counterstream.benchmarks.report.SteadyFigure;
import io.counterstream.workload.Latencies;
import io.counterstream.workload.Pace;
import io.counterstream.workload.RoundTrips;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A contender that processes commands at constant rates. A command is due at a moment that does not
 * depend on outcomes (open loop), and its latency counts from there.
 */
final class SteadyRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The load before a measurement, at its rate. */
  static final Duration SETTLING = Duration.ofSeconds(2);

  /** The commands that wait for their outcomes during a warm-up. */
  static final int WARM_UP_AHEAD = 16;

  private final Contender contender;
  private final ContenderJvm jvm;
  private final Fixture fixture;
  private final boolean countsTransactions;
  private final Duration grace;
  private final WorkloadProducer producer;
  private final Meter meter;
  private boolean keepsUp = true;

  /**
   * Starts a contender and waits for its first outcome.
   *
   * @param grace a contender that has not done all commands this long after the last one does not
   *     keep up
   */
  SteadyRun(
      Contender contender,
      ContenderJvm jvm,
      Fixture fixture,
      boolean countsTransactions,
      Duration grace)
      throws InterruptedException {
    this.contender = contender;
    this.jvm = jvm;
    this.fixture = fixture;
    this.countsTransactions = countsTransactions;
    this.grace = grace;
    producer = fixture.producer();
    meter = fixture.meter();
    jvm.start(fixture.assignment());
    producer.send(1);
    if (meter.await(1, PATIENCE).count() == 0) {
      throw new IllegalStateException(
          contender.label() + " has no outcome after " + PATIENCE.toSeconds() + " s");
    }
  }

  /** Whether every command so far had its outcome in time. */
  boolean keepsUp() {
    return keepsUp;
  }

  /** Lets the contender process as fast as it can, with few commands waiting. */
  void warmUp(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    producer.feed(WARM_UP_AHEAD, meter, () -> System.nanoTime() >= end);
    keepsUp = meter.await(producer.sent(), PATIENCE).count() >= producer.sent();
    Compilers.awaitIdle(List.of(jvm), Plan.FULL.compilersMax());
  }

  /** Sends commands at the rate that is measured next, for at most as long. */
  void settle(int perSecond, Duration atMost) throws InterruptedException {
    send(perSecond, SETTLING.compareTo(atMost) < 0 ? SETTLING : atMost);
  }

  /** Measures at a constant rate. */
  Map<SteadyFigure, Double> measure(int perSecond, Duration time) throws InterruptedException {
    long countBefore = meter.count();
    ContenderCounts before = jvm.counts();
    double transactionsBefore = KafkaClientMetrics.transactionsEnded();
    long startNanos = System.nanoTime();
    Latencies latencies = send(perSecond, time);
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    ContenderCounts used = jvm.counts().since(before);
    double commands = meter.count() - countBefore;
    Map<SteadyFigure, Double> figures = new EnumMap<>(SteadyFigure.class);
    if (keepsUp) {
      figures.put(SteadyFigure.P50_MILLIS, latencies.millisAt(50));
      figures.put(SteadyFigure.P99_MILLIS, latencies.millisAt(99));
      figures.put(SteadyFigure.LONGEST_MILLIS, latencies.millisAt(100));
    }
    figures.put(SteadyFigure.COMMANDS_PER_SECOND, commands / seconds);
    figures.put(SteadyFigure.CORES, used.cpuMicros() / seconds / 1e6);
    figures.put(SteadyFigure.BROKER_REQUESTS_PER_SECOND, used.brokerRequests() / seconds);
    if (countsTransactions) {
      figures.put(
          SteadyFigure.TRANSACTIONS,
          (KafkaClientMetrics.transactionsEnded() - transactionsBefore) / commands);
    }
    figures.put(SteadyFigure.CPU_MILLIS, (used.cpuMicros() - used.compilerMicros()) / commands);
    figures.put(SteadyFigure.COMPILER_MILLIS, used.compilerMicros() / commands);
    figures.put(SteadyFigure.COMMITS, used.commits() / commands);
    figures.put(SteadyFigure.BROKER_REQUESTS, used.brokerRequests() / commands);
    figures.put(SteadyFigure.PUTS, used.puts() / commands);
    figures.put(SteadyFigure.WRITE_UNITS, used.writeUnits() / commands);
    figures.put(SteadyFigure.ALLOCATED_KILOBYTES, used.allocatedBytes() / commands / 1e3);
    return figures;
  }

  private Latencies send(int perSecond, Duration time) throws InterruptedException {
    int count = Math.toIntExact(perSecond * time.toMillis() / 1000);
    RoundTrips trips = RoundTrips.ofAll(count);
    meter.watch(producer.sent(), trips);
    if (count == 0) {
      Thread.sleep(time.toMillis());
    } else {
      producer.sendDue(count, new Pace(perSecond), trips);
    }
    keepsUp = meter.await(producer.sent(), grace).count() >= producer.sent();
    return trips.latencies();
  }

  /**
   * Stops the contender and checks its outcomes. One that does not keep up is killed: it would take
   * long to stop.
   */
  void finish() throws InterruptedException {
    if (!keepsUp) {
      jvm.kill();
      return;
    }
    jvm.stop();
    if (contender.isExact()) {
      List<String> faults = ExpectedOutcomes.of(fixture.workload(), producer.sent())
          .faults(fixture.assignment().bootstrapServers(), fixture.assignment().topics());
      if (!faults.isEmpty()) {
        throw new IllegalStateException(
            contender.label() + " has wrong outcomes: " + String.join("; ", faults));
      }
    }
  }

  @Override
  public void close() {
    producer.close();
    meter.close();
  }
}
