package io.counterstream.processor.app;

import io.counterstream.contract.failure.Explanation;
import io.counterstream.core.table.CounterTable;
import io.counterstream.dynamodb.DynamoDb;
import io.counterstream.processor.engine.Engine;
import io.counterstream.processor.engine.EngineSettings;
import io.counterstream.processor.engine.UsableItems;
import io.counterstream.processor.progress.ProgressWatch;
import io.counterstream.processor.progress.Stall;
import io.counterstream.processor.reply.ReplyTopicLookup;
import io.counterstream.processor.reply.ReplyTopics;
import io.counterstream.processor.stream.CommandStream;
import io.counterstream.processor.stream.ContinuityRules;
import io.counterstream.processor.stream.OnItemFault;
import io.counterstream.processor.stream.Supervision;
import io.counterstream.processor.stream.WarmUp;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running processor: processes commands until it is closed or fails. Thread-safe. */
public final class CounterProcessor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CounterProcessor.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  /** How long the stream may take to stop after a failure. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

  private final Infrastructure infrastructure;
  private final Engine engine;
  private final KafkaStreams streams;
  private final PrometheusMeterRegistry metrics = metrics();
  private final StreamMetrics streamEvents = new StreamMetrics(metrics);
  private final KafkaStreamsMetrics streamMetrics;
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch ending = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean closing;
  private volatile Optional<Throwable> failure = Optional.empty();
  private final StreamState state = new StreamState(System::nanoTime);
  private final ProgressMonitor progress;
  private Optional<HealthServer> health = Optional.empty();

  private CounterProcessor(
      ProcessorSettings settings, EngineSettings engineSettings, Infrastructure infrastructure) {
    this.infrastructure = infrastructure;
    CommandTopics topics = infrastructure.topics();
    engine =
        new Engine(table(settings, infrastructure), engineSettings, new EngineMetrics(metrics));
    ProgressWatch watch =
        new ProgressWatch(engine.environment()::nanoTime, settings.transactionTimeout());
    int recordBytesMax = infrastructure.recordBytesMax();
    ContinuityRules rules = infrastructure.continuity(streamEvents);
    WarmUp.run(rules, () -> topics.partitions().logs());
    streams = new CommandStream(
            settings.topics(),
            engine,
            topics,
            settings.outcomeFormat(recordBytesMax),
            new ReplyTopics(
                settings.replyTopics(),
                settings.topics(),
                new ReplyTopicLookup(topics::capacityOf, System::nanoTime)::capacityOf,
                streamEvents::replyDropped))
        .build(
            StreamSettings.of(settings, recordBytesMax),
            settings.transactionTimeout(),
            rules,
            new Supervision(watch, settings.onItemFault(), settings.betweenItemLooks()));
    streamMetrics = new KafkaStreamsMetrics(streams);
    ProgressMetrics meters = new ProgressMetrics(metrics, watch, engine, rules.repeats());
    progress = infrastructure.progressMonitor(
        new ProgressMonitor.Watched(watch, state, settings.transactionTimeout()),
        new ProgressMonitor.Listener() {
          @Override
          public void looked(List<Stall> stalls) {
            meters.update(stalls);
          }

          @Override
          public void commandTopicDeleted() {
            commandTopicWasDeleted(settings.topics().commands());
          }
        });
  }

  /**
   * Starts a processor.
   *
   * @throws SettingsException if something it needs is missing or wrong; the message lists all
   */
  public static CounterProcessor start(ProcessorSettings settings) {
    return start(settings, settings.engine(), Infrastructure.dynamoDb(settings));
  }

  /**
   * Starts a processor with another client of DynamoDB than that of the settings, for measurements
   * with a slower table.
   *
   * @param dynamoDb closed with the processor, or if the processor can't start
   * @throws SettingsException if something it needs is missing or wrong; the message lists all
   */
  public static CounterProcessor start(ProcessorSettings settings, DynamoDb dynamoDb) {
    return start(settings, settings.engine(), dynamoDb);
  }

  /**
   * Starts a processor with another engine or table than those of the settings, for tests that
   * weaken it or inject faults.
   *
   * @throws SettingsException if something it needs is missing or wrong; the message lists all
   */
  static CounterProcessor start(
      ProcessorSettings settings, EngineSettings engineSettings, DynamoDb dynamoDb) {
    Infrastructure infrastructure = Infrastructure.of(settings, dynamoDb);
    try {
      infrastructure.checkRights();
      infrastructure.check();
      infrastructure.checkTableRights();
      infrastructure.checkOffsets();
      infrastructure.warnings().log();
      CounterProcessor processor = new CounterProcessor(settings, engineSettings, infrastructure);
      processor.run(settings);
      return processor;
    } catch (RuntimeException unusable) {
      infrastructure.close();
      throw unusable;
    }
  }

  /**
   * Creates the topics and the table that do not exist.
   *
   * @throws SettingsException if Kafka or DynamoDB can't be used
   */
  public static void provision(ProcessorSettings settings) {
    try (Infrastructure infrastructure =
        Infrastructure.of(settings, Infrastructure.dynamoDb(settings))) {
      infrastructure.provision();
      infrastructure.check();
    }
  }

  private void run(ProcessorSettings settings) {
    streams.setUncaughtExceptionHandler(cause -> {
      failed(cause);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    });
    streams.setStateListener((now, before) -> {
      LOG.info("Stream is {}", now);
      state.changed(now);
      if (now == KafkaStreams.State.RUNNING) {
        running.countDown();
      } else if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
        if (!closing && failure.isEmpty()) {
          IllegalStateException unasked =
              new IllegalStateException("the stream is " + now + " and nobody stopped it");
          failed(unasked);
        }
        ended();
      }
    });
    streamMetrics.bindTo(metrics);
    int port = settings.number(SettingKeys.HTTP_PORT);
    if (port > 0) {
      health = Optional.of(new HealthServer(
          settings.text(SettingKeys.HTTP_HOST),
          port,
          this::health,
          metrics::scrape,
          HealthServer.CONNECTION_MAX));
    }
    LOG.info(
        "Processing {} as group {}, table {}",
        settings.topics().commands(),
        settings.text(SettingKeys.APPLICATION_ID),
        settings.text(SettingKeys.TABLE));
    streams.start();
    progress.start();
  }

  /** Series that are named by a random id would be new ones after each start. */
  private static PrometheusMeterRegistry metrics() {
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    metrics.config().meterFilter(MeterFilter.ignoreTags("process.id"));
    return metrics;
  }

  /** The first failure counts; what follows is mostly its consequence. */
  private synchronized void failed(Throwable thrown) {
    Throwable root = ProcessorFailures.rootOf(thrown);
    Optional<Explanation> known = infrastructure.failures().recognize(thrown);
    if (failure.isPresent()) {
      LOG.warn("Another failure: {}", known.map(Explanation::text).orElseGet(root::toString));
    } else {
      known.ifPresentOrElse(
          explained -> LOG.error("The processor stops: {}", explained.text()),
          () -> LOG.error("The processor stops: {}", root.getMessage(), thrown));
      failure = Optional.of(root);
    }
    ending.countDown();
  }

  /** Kafka Streams notices at its next rebalance only, and its threads may stand until then. */
  private void commandTopicWasDeleted(String topic) {
    if (isFollowing()) {
      KafkaException deleted =
          new KafkaException("topic " + topic + " was deleted; create it and start again");
      failed(deleted);
      streams.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  private ProcessorHealth health() {
    return new ProcessorHealth(state.state(), progress.isReachable(), progress.stalls());
  }

  /**
   * Waits until partitions are assigned.
   *
   * @return whether they were assigned in time
   */
  public boolean awaitRunning(Duration timeout) throws InterruptedException {
    return running.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void ended() {
    ending.countDown();
    stopped.countDown();
  }

  /**
   * Waits until the processor stops. After a failure it waits for 20 seconds at most: Kafka's
   * clients may wait for brokers that never respond.
   *
   * @return the cause, if it failed
   */
  public Optional<Throwable> awaitStop() throws InterruptedException {
    ending.await();
    if (!stopped.await(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn(
          "The stream is {} and has not stopped within {} s; the processor ends without it",
          streams.state(),
          STOP_TIMEOUT.toSeconds());
    }
    return failure;
  }

  /** Why the processor failed; empty if it runs or was stopped. */
  Optional<Throwable> failure() {
    return failure;
  }

  /** Whether the processor has neither stopped nor failed. */
  public boolean isFollowing() {
    return ending.getCount() > 0;
  }

  /** Stops, commits the outcomes that are recorded, and leaves the group at once. */
  @Override
  public void close() {
    closing = true;
    CloseOptions leaving =
        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
    if (!streams.close(leaving.withTimeout(failure.isEmpty() ? CLOSE_TIMEOUT : Duration.ZERO))) {
      LOG.warn(
          "The stream is {} and ends without a commit; the next owner of its partitions finds its"
              + " decisions in the table",
          streams.state());
    }
    health.ifPresent(HealthServer::close);
    streamMetrics.close();
    progress.close();
    engine.close();
    infrastructure.close();
    ended();
  }

  private static CounterTable table(ProcessorSettings settings, Infrastructure infrastructure) {
    return settings.onItemFault() == OnItemFault.STOP
        ? new UsableItems(infrastructure.table())
        : infrastructure.table();
  }
}
