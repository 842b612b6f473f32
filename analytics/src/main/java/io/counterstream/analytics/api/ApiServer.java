package io.counterstream.analytics.api;

import io.counterstream.analytics.stream.AnalysisSettings;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves the API, its streams and the page. The number of threads does not grow with viewers. */
final class ApiServer implements AutoCloseable {
  private static final int THREADS_MAX = 24;
  private static final long IDLE_MILLIS_MAX = 30_000;
  private static final int TAIL_TICK_MILLIS = 100;

  private final Javalin server;
  private final ScheduledExecutorService ticks;
  private final OverviewBroadcast overview;
  private final LiveTail tail;

  /**
   * Where and for whom it listens.
   *
   * @param host the address
   * @param port the port; 0 for any
   * @param viewersMax how many streams may be open
   * @param guard what it lets through
   */
  record Listening(String host, int port, int viewersMax, RequestGuard guard) {}

  /**
   * What answers come from.
   *
   * @param instances the states of partitions
   * @param settings of the analysis
   * @param lookup reads outcomes
   * @param ring the newest outcomes
   * @param facts about the instance
   */
  record Sources(
      Instances instances,
      AnalysisSettings settings,
      PlacedOutcomes lookup,
      TailRing ring,
      InstanceFacts facts) {}

  /** What an instance says about itself. */
  interface InstanceFacts {
    /** What does not change. */
    Answers.Info info();

    /** Whether it works. */
    Answers.Health health();

    /** Its metrics, as Prometheus reads them. */
    String metrics();
  }

  ApiServer(Listening listening, Sources sources, ViewerCount viewers) {
    AnalyticsApi api = new AnalyticsApi(sources.instances, sources.settings, sources.lookup);
    String epoch = UUID.randomUUID().toString().substring(0, 8);
    overview = new OverviewBroadcast(api, viewers, epoch);
    tail = new LiveTail(sources.ring, epoch);
    ApiRoutes routes = new ApiRoutes(api, overview, sources.instances, sources.facts);
    server = Javalin.create(config -> {
      config.startup.showJavalinBanner = false;
      listen(config, listening);
      config.jetty.modifyServletContextHandler(handler -> {
        EventStreams streams = new EventStreams(overview, tail, viewers, listening.guard);
        ServletHolder holder = new ServletHolder("streams", streams);
        holder.setAsyncSupported(true);
        handler.addServlet(holder, EventStreams.PATH);
      });
      config.routes.before(request -> guard(request, listening.guard));
      routes.addTo(config.routes);
      config.routes.get("/api/openapi.yaml", ApiServer::document);
      config.routes.get("/*", ApiServer::page);
    });
    ticks = Executors.newScheduledThreadPool(2, task -> new Thread(task, "analytics-streams"));
  }

  private static void listen(JavalinConfig config, Listening listening) {
    config.jetty.threadPool = new QueuedThreadPool(THREADS_MAX);
    config.jetty.addConnector((jetty, http) -> {
      ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
      connector.setHost(listening.host);
      connector.setPort(listening.port);
      connector.setIdleTimeout(IDLE_MILLIS_MAX);
      return connector;
    });
  }

  private static void guard(Context request, RequestGuard guard) {
    guard.headers().forEach(request::header);
    if (!guard.allows(request.header("Host"))) {
      ApiRoutes.failure(request, HttpStatus.FORBIDDEN, "forbidden-host", guard.refusal());
      request.skipRemainingHandlers();
    } else if (request.method() != HandlerType.GET && request.method() != HandlerType.HEAD) {
      ApiRoutes.failure(
          request,
          HttpStatus.METHOD_NOT_ALLOWED,
          "invalid",
          "expected GET, found " + request.method());
      request.skipRemainingHandlers();
    }
  }

  private static void document(Context request) throws IOException {
    try (InputStream document =
        ApiServer.class.getResourceAsStream("/io/counterstream/analytics/openapi.yaml")) {
      request.contentType("application/yaml").result(document.readAllBytes());
    }
  }

  private static void page(Context request) {
    Optional<PageFiles.PageFile> file = PageFiles.at(request.path());
    if (file.isPresent()) {
      request.contentType(file.get().contentType()).result(file.get().bytes());
    } else {
      ApiRoutes.failure(
          request, HttpStatus.NOT_FOUND, "not-found", "nothing has the path " + request.path());
    }
  }

  /** The live tail. */
  LiveTail tail() {
    return tail;
  }

  /** Begins to listen; returns the port. */
  int start() {
    server.start();
    ticks.scheduleAtFixedRate(overview::tick, 1000, 1000, TimeUnit.MILLISECONDS);
    ticks.scheduleAtFixedRate(
        tail::tick, TAIL_TICK_MILLIS, TAIL_TICK_MILLIS, TimeUnit.MILLISECONDS);
    return server.port();
  }

  @Override
  public void close() {
    ticks.shutdownNow();
    overview.close();
    tail.close();
    server.stop();
  }
}
