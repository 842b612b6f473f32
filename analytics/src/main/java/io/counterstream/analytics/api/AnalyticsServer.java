package io.counterstream.analytics.api;

import io.counterstream.analytics.model.WindowSpan;
import io.counterstream.analytics.stream.AnalysisSettings;
import io.counterstream.analytics.stream.AnalyticsTopics;
import io.counterstream.analytics.stream.LiveState;
import io.counterstream.contract.settings.ProgramVersion;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API of one instance: everything behind its port. */
public final class AnalyticsServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AnalyticsServer.class);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final ScheduledExecutorService background =
      Executors.newScheduledThreadPool(2, task -> new Thread(task, "analytics-readers"));
  private final ConsumedOffsets offsets;
  private final KafkaStreamsMetrics streamMetrics;
  private final StreamsStores stores;
  private final KafkaOutcomeLookup lookup;
  private final TailReader reader;
  private final ApiServer server;

  /**
   * How an instance is reached.
   *
   * @param host the address to listen on
   * @param port the port to listen on
   * @param advertised the name under which other instances reach it, host:port
   * @param hosts the names that the Host header may have; none: any
   * @param viewersMax how many streams may be open
   */
  public record Address(
      String host, int port, String advertised, List<String> hosts, int viewersMax) {}

  /**
   * The clients of Kafka that answers need.
   *
   * @param streams the application
   * @param admin asks the brokers; the caller closes it
   * @param consumers creates consumers without a group, of committed records, by how long the
   *     brokers may hold a request of theirs that finds no record
   */
  public record Clients(
      KafkaStreams streams, Admin admin, Function<Duration, Consumer<byte[], byte[]>> consumers) {}

  /** Creates it; {@link #start} begins to listen. */
  public AnalyticsServer(
      Address address, AnalysisSettings settings, LiveState live, Clients clients) {
    List<TopicPartition> partitions =
        TailReader.partitionsOf(settings.topics().source().outcomes(), settings.partitions());
    String self = address.advertised;
    offsets = new ConsumedOffsets(clients.admin, settings.topics().applicationId(), partitions);
    stores = new StreamsStores(clients.streams);
    StreamsPeers peers =
        new StreamsPeers(clients.streams, self, settings.topics().source().applied(), offsets);
    streamMetrics = new KafkaStreamsMetrics(clients.streams);
    ViewerCount viewers = new ViewerCount(address.viewersMax);
    Instances instances = new Instances(
        new Instances.Local(
            self,
            settings.partitions(),
            stores,
            new StoreReader(stores, settings, live, self),
            live),
        peers,
        viewers::open);
    lookup = KafkaOutcomeLookup.of(clients.consumers, settings.topics().source());
    TailRing ring = new TailRing();
    server = new ApiServer(
        new ApiServer.Listening(
            address.host, address.port, address.viewersMax, new RequestGuard(address.hosts)),
        new ApiServer.Sources(
            instances,
            settings,
            lookup,
            ring,
            new Facts(
                instances,
                settings,
                clients.streams,
                new AnalyticsMetrics(instances, viewers::open, streamMetrics))),
        viewers);
    reader =
        new TailReader(clients.consumers, partitions, ring, () -> server.tail().hasViewers());
  }

  /** Begins to listen; returns the port. */
  public int start() {
    background.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
    background.scheduleWithFixedDelay(reader::read, 10, 10, TimeUnit.MILLISECONDS);
    return server.start();
  }

  /** A look that fails must not be the last one. */
  private void look() {
    try {
      offsets.look();
      stores.look();
    } catch (RuntimeException failed) {
      LOG.warn("No offsets of the group, or no stores: {}", failed.toString());
    }
  }

  /** Lets requests to the brokers end: consumers that are interrupted can't be closed in order. */
  @Override
  public void close() {
    server.close();
    background.shutdown();
    reader.close();
    try {
      if (!background.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        background.shutdownNow();
      }
    } catch (InterruptedException hurried) {
      background.shutdownNow();
      Thread.currentThread().interrupt();
    }
    lookup.close();
    streamMetrics.close();
  }

  /** What the instance says about itself. */
  private record Facts(
      Instances instances, AnalysisSettings settings, KafkaStreams streams, AnalyticsMetrics meters)
      implements ApiServer.InstanceFacts {
    @Override
    public Answers.Info info() {
      AnalyticsTopics topics = settings.topics();
      Map<String, String> names = new TreeMap<>(Map.of(
          "applied", topics.source().applied(),
          "conflicts", topics.source().conflicts(),
          "rejected", topics.source().rejected(),
          "stats", topics.stats(),
          "latest", topics.latest(),
          "rollups", topics.rollups(),
          "alerts", topics.alerts()));
      Map<String, Duration> retention = new TreeMap<>();
      for (WindowSpan size : WindowSpan.values()) {
        retention.put(size.word().toLowerCase(Locale.ROOT), settings.retention().get(size));
      }
      retention.put("hot", AnalysisSettings.HOT_RETENTION);
      return new Answers.Info(
          ProgramVersion.text(),
          instances.self(),
          List.copyOf(instances.peers().all()),
          topics.applicationId(),
          names,
          settings.partitions(),
          settings.rollups().separator(),
          settings.rollups().depthMax(),
          settings.grace(),
          retention);
    }

    @Override
    public Answers.Health health() {
      KafkaStreams.State state = streams.state();
      return new Answers.Health(
          state.isRunningOrRebalancing() || state == KafkaStreams.State.CREATED ? "up" : "down",
          state.name());
    }

    @Override
    public String metrics() {
      return meters.scrape();
    }
  }
}
