package io.counterstream.analytics.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterstream.analytics.stream.AnalysisDriver;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.OutcomeCodec;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The API on the stores of a driver, at a free port of the loopback address. */
final class TestServer implements AutoCloseable {
  private final AnalysisDriver driver;
  private final ApiServer server;
  private final TailRing ring = new TailRing();
  private final List<JsonNode> outcomes = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  TestServer(AnalysisDriver driver, int viewersMax) throws IOException {
    this(driver, viewersMax, freePort());
  }

  TestServer(AnalysisDriver driver, int viewersMax, int port) {
    this.driver = driver;
    this.port = port;
    String self = "127.0.0.1:" + port;
    ViewerCount viewers = new ViewerCount(viewersMax);
    DriverStores stores = new DriverStores(driver);
    StoreReader reader = new StoreReader(stores, driver.settings(), driver.live(), self);
    Instances instances = new Instances(
        new Instances.Local(self, driver.settings().partitions(), stores, reader, driver.live()),
        new NoPeers(self),
        viewers::open);
    server = new ApiServer(
        new ApiServer.Listening(
            "127.0.0.1", port, viewersMax, new RequestGuard(List.of("127.0.0.1", "localhost"))),
        new ApiServer.Sources(
            instances,
            driver.settings(),
            places -> outcomes,
            ring,
            new TestFacts(self, new AnalyticsMetrics(instances, viewers::open, registry -> {}))),
        viewers);
    ring.ready();
    server.start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  /** Begins the live tail again, as the first viewer does. */
  void forgetTail() {
    ring.restart();
  }

  /** Ends the reading of outcomes that were there before the first viewer. */
  void tailIsRead() {
    ring.ready();
  }

  /** Sends an outcome to the topology and to the live tail. */
  void send(Outcome outcome) {
    driver.send(outcome);
    TailRing.Entry entry = new TailRing.Entry(
        outcome,
        OutcomeCodec.encode(outcome),
        AnalysisDriver.TOPICS.source().of(outcome.type()),
        0,
        outcomes.size());
    ring.add(entry);
    outcomes.add(0, entry.json());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + port + path);
    return http.send(
        HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(60)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    server.close();
    driver.close();
  }

  /** An instance that is alone. */
  private record NoPeers(String self) implements Peers {
    @Override
    public SortedSet<String> all() {
      return new TreeSet<>(List.of(self));
    }

    @Override
    public List<String> withPartition(int partition) {
      return List.of();
    }

    @Override
    public Optional<Parts.Reply> ask(
        String instance, PartitionQuery query, List<Integer> partitions) {
      return Optional.empty();
    }

    @Override
    public Map<Integer, Long> behind() {
      return Map.of(0, 3L);
    }
  }

  /** Facts of an instance that runs. */
  private record TestFacts(String self, AnalyticsMetrics meters)
      implements ApiServer.InstanceFacts {
    @Override
    public Answers.Info info() {
      return new Answers.Info(
          "0",
          self,
          List.of(self),
          "test",
          Map.of(
              "applied",
              "a",
              "conflicts",
              "c",
              "rejected",
              "r",
              "stats",
              "s",
              "latest",
              "l",
              "rollups",
              "u",
              "alerts",
              "w"),
          1,
          "/",
          3,
          Duration.ofSeconds(10),
          Map.of(
              "second", Duration.ofMinutes(15),
              "minute", Duration.ofHours(24),
              "hour", Duration.ofDays(30),
              "hot", Duration.ofHours(1)));
    }

    @Override
    public Answers.Health health() {
      return new Answers.Health("up", "RUNNING");
    }

    @Override
    public String metrics() {
      return meters.scrape();
    }
  }
}
