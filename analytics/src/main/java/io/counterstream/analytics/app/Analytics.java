package io.counterstream.analytics.app;

import io.counterstream.analytics.api.AnalyticsServer;
import io.counterstream.analytics.stream.AnalysisSettings;
import io.counterstream.analytics.stream.AnalyticsTopology;
import io.counterstream.analytics.stream.LiveState;
import io.counterstream.contract.failure.Causes;
import io.counterstream.contract.failure.KafkaFailures;
import io.counterstream.contract.kafka.Rights;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running instance of analytics. */
public final class Analytics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Analytics.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);
  private static final int ADMIN_TIMEOUT_MILLIS = 15_000;

  private final Admin admin;
  private final KafkaStreams streams;
  private final AnalyticsServer server;
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Optional<Throwable> failure = Optional.empty();
  private final String address;

  private Analytics(AnalyticsSettings settings, Admin admin, AnalysisSettings analysis) {
    this.admin = admin;
    LiveState live = new LiveState();
    String advertised = advertised(settings);
    Properties properties = StreamProperties.of(settings, advertised);
    streams = new KafkaStreams(AnalyticsTopology.of(analysis, live), properties);
    server = new AnalyticsServer(
        new AnalyticsServer.Address(
            settings.text(AnalyticsKeys.HTTP_HOST),
            settings.number(AnalyticsKeys.HTTP_PORT),
            advertised,
            HostNames.of(settings.text(AnalyticsKeys.HTTP_HOST), advertised),
            settings.number(AnalyticsKeys.VIEWERS)),
        analysis,
        live,
        new AnalyticsServer.Clients(streams, admin, fetchWait -> consumer(settings, fetchWait)));
    streams.setUncaughtExceptionHandler(thrown -> {
      failed(thrown);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    });
    streams.setStateListener((now, before) -> {
      LOG.info("Stream is {}", now);
      if (now == KafkaStreams.State.RUNNING) {
        running.countDown();
      } else if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
        ended.countDown();
      }
    });
    String host = settings.text(AnalyticsKeys.HTTP_HOST);
    int port = listen(settings);
    address = "http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":" + port + "/";
    LOG.info("The page is at {}", address);
    streams.start();
  }

  private int listen(AnalyticsSettings settings) {
    try {
      return server.start();
    } catch (RuntimeException refused) {
      server.close();
      streams.close(Duration.ZERO);
      throw new UnusableException(
          "can't listen on " + settings.text(AnalyticsKeys.HTTP_HOST) + ":"
              + settings.number(AnalyticsKeys.HTTP_PORT),
          List.of(Causes.explain(refused) + "; set http.host and http.port"));
    }
  }

  /**
   * Starts an instance.
   *
   * @throws UnusableException if something that it needs is missing or wrong
   */
  public static Analytics start(AnalyticsSettings settings) {
    Admin admin = admin(settings);
    try {
      int partitions = asking(settings, () -> prepared(settings, admin));
      return new Analytics(settings, admin, settings.analysis(partitions));
    } catch (RuntimeException unusable) {
      admin.close();
      throw unusable;
    }
  }

  /** Checks rights and topics; returns how many partitions these have. */
  private static int prepared(AnalyticsSettings settings, Admin admin) {
    new AnalyticsRights(admin, settings.topics(), Rights.of(settings.kafka())).check();
    OwnTopics topics = new OwnTopics(admin, settings.topics());
    int partitions = topics.partitions();
    topics.provisionInternal(partitions, (short) settings.number(AnalyticsKeys.REPLICATION));
    return partitions;
  }

  /**
   * Creates the topics that analytics publishes and that do not exist.
   *
   * @throws UnusableException if there are no topics to read
   */
  public static void provision(AnalyticsSettings settings) {
    try (Admin admin = admin(settings)) {
      short replication = (short) settings.number(AnalyticsKeys.REPLICATION);
      asking(settings, () -> new OwnTopics(admin, settings.topics()).provision(replication))
          .forEach(topic -> LOG.info("Created topic {}", topic));
    }
  }

  /** Asks something of the brokers. */
  private interface Question<T> {
    T ask();
  }

  private static <T> T asking(AnalyticsSettings settings, Question<T> question) {
    try {
      return question.ask();
    } catch (KafkaException failed) {
      KafkaFailures failures = new KafkaFailures(
          settings.text(AnalyticsKeys.BOOTSTRAP),
          Duration.ofMillis(ADMIN_TIMEOUT_MILLIS),
          name -> name.equals(AnalyticsKeys.BOOTSTRAP) ? name : AnalyticsKeys.KAFKA_PREFIX + name);
      throw new UnusableException(
          "no usable response from Kafka", List.of(failures.explain(failed).text()));
    }
  }

  private static Admin admin(AnalyticsSettings settings) {
    Map<String, Object> kafka = settings.kafka();
    kafka.put("default.api.timeout.ms", ADMIN_TIMEOUT_MILLIS);
    kafka.put("request.timeout.ms", ADMIN_TIMEOUT_MILLIS / 3);
    return asking(settings, () -> Admin.create(kafka));
  }

  private static Consumer<byte[], byte[]> consumer(AnalyticsSettings settings, Duration fetchWait) {
    Map<String, Object> kafka = new HashMap<>(settings.kafka());
    kafka.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    kafka.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
    kafka.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) fetchWait.toMillis());
    kafka.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1 << 18);
    return new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static String advertised(AnalyticsSettings settings) {
    String given = settings.text(AnalyticsKeys.ADVERTISED);
    return given.isEmpty()
        ? settings.text(AnalyticsKeys.HTTP_HOST) + ":" + settings.number(AnalyticsKeys.HTTP_PORT)
        : given;
  }

  /** The address of the page. */
  public String address() {
    return address;
  }

  private void failed(Throwable thrown) {
    if (failure.isEmpty()) {
      failure = Optional.of(thrown);
      LOG.error("Analytics stops: {}", Causes.explain(thrown), thrown);
    }
  }

  /** Waits until partitions are assigned; returns whether they were in time. */
  public boolean awaitRunning(Duration timeout) throws InterruptedException {
    return running.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits until it ends; returns the cause, if it failed. */
  public Optional<Throwable> awaitEnd() throws InterruptedException {
    ended.await();
    return failure;
  }

  @Override
  public void close() {
    server.close();
    CloseOptions leaving =
        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
    if (!streams.close(leaving.withTimeout(CLOSE_TIMEOUT))) {
      LOG.warn("The stream has not stopped within {} s", CLOSE_TIMEOUT.toSeconds());
    }
    admin.close();
    ended.countDown();
  }
}
