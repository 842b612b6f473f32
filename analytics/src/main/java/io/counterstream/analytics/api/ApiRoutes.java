package io.counterstream.analytics.api;

import io.counterstream.analytics.model.WindowSpan;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The requests of the API that have one answer. */
final class ApiRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(ApiRoutes.class);
  private static final String JSON = "application/json";
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final List<Integer> HOT_MINUTES = List.of(1, 5, 60);

  private final AnalyticsApi api;
  private final OverviewBroadcast overview;
  private final Instances instances;
  private final ApiServer.InstanceFacts facts;

  ApiRoutes(
      AnalyticsApi api,
      OverviewBroadcast overview,
      Instances instances,
      ApiServer.InstanceFacts facts) {
    this.api = api;
    this.overview = overview;
    this.instances = instances;
    this.facts = facts;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/api/info", request -> {
      query(request);
      answer(request, facts.info());
    });
    routes.get("/api/overview", request -> {
      query(request);
      request.contentType(JSON).result(overview.newest());
    });
    routes.get("/api/rates", this::rates);
    routes.get("/api/hot", this::hot);
    routes.get("/api/alerts", this::alerts);
    routes.get("/api/rollups", this::rollups);
    routes.get("/api/counters", this::counters);
    routes.get("/api/counter", this::counter);
    routes.get("/api/counter/windows", this::windows);
    routes.get("/api/counter/outcomes", this::outcomes);
    routes.get("/internal/parts", this::parts);
    routes.get("/health", this::health);
    routes.get("/metrics", request -> {
      query(request);
      request.contentType(PROMETHEUS_TEXT).result(facts.metrics());
    });
    routes.exception(
        InvalidRequestException.class,
        (invalid, request) ->
            failure(request, HttpStatus.BAD_REQUEST, "invalid", invalid.getMessage()));
    routes.exception(UnavailableException.class, (unavailable, request) -> {
      request.header("Retry-After", "1");
      failure(request, HttpStatus.SERVICE_UNAVAILABLE, "unavailable", unavailable.getMessage());
    });
    routes.exception(RuntimeException.class, (failed, request) -> {
      LOG.error("No answer to {}", request.path(), failed);
      failure(
          request, HttpStatus.INTERNAL_SERVER_ERROR, "failed", "the log of this instance says why");
    });
  }

  private static RequestQuery query(Context request, String... allowed) {
    return new RequestQuery(request.queryParamMap(), allowed);
  }

  private static void answer(Context request, Object answer) {
    request.contentType(JSON).result(ApiJson.bytes(answer));
  }

  static void failure(Context request, HttpStatus status, String error, String message) {
    request.status(status);
    answer(request, new Answers.Failure(error, message));
  }

  private void rates(Context request) {
    RequestQuery query = query(request, "from", "to");
    Optional<Instant> from = query.time("from");
    Optional<Instant> to = query.time("to");
    query.checkPeriod(from, to);
    answer(request, api.rates(from, to));
  }

  private void hot(Context request) {
    RequestQuery query = query(request, "minutes", "from", "to", "limit");
    Optional<Instant> from = query.time("from");
    Optional<Instant> to = query.time("to");
    query.checkPeriod(from, to);
    int minutes = query.number("minutes", 5, 1, 60);
    if (!HOT_MINUTES.contains(minutes)) {
      throw new InvalidRequestException(
          "minutes must be one of " + HOT_MINUTES + ", found '" + minutes + "'");
    }
    if (query.text("minutes").isPresent() && from.isPresent()) {
      throw new InvalidRequestException("expected minutes or from, found both");
    }
    Instant end = to.orElseGet(() -> Instant.now().plusMillis(1));
    Instant begin = from.orElseGet(() -> end.minus(Duration.ofMinutes(minutes)));
    answer(request, api.hot(begin, end, query.number("limit", 10, 1, 50)));
  }

  private void alerts(Context request) {
    RequestQuery query = query(request, "limit", "counter");
    int limit = query.number("limit", 50, 1, 200);
    answer(request, api.alerts(limit, query.text("counter").orElse(null)));
  }

  private void rollups(Context request) {
    RequestQuery query = query(request, "parent", "after", "limit");
    answer(
        request,
        api.rollups(
            query.text("parent").orElse(null),
            query.text("after").orElse(null),
            query.number("limit", 100, 1, 500)));
  }

  private void counters(Context request) {
    RequestQuery query = query(request, "prefix", "after", "limit");
    answer(
        request,
        api.counters(
            query.text("prefix").orElse(""),
            query.text("after").orElse(null),
            query.number("limit", 50, 1, 200)));
  }

  private void counter(Context request) {
    String name = query(request, "name").counter("name");
    api.counter(name)
        .ifPresentOrElse(
            counter -> answer(request, counter),
            () -> failure(
                request,
                HttpStatus.NOT_FOUND,
                "not-found",
                "no outcome of counter '" + name + "' was seen"));
  }

  private void windows(Context request) {
    RequestQuery query = query(request, "name", "size", "from", "to");
    String name = query.counter("name");
    WindowSpan size = Stream.of(WindowSpan.MINUTE, WindowSpan.HOUR)
        .filter(each -> each.word().equals(query.text("size").orElse("minute")))
        .findFirst()
        .orElseThrow(() -> new InvalidRequestException(
            "size must be minute or hour, found '" + query.text("size").orElse("") + "'"));
    Duration period = size == WindowSpan.MINUTE ? Duration.ofHours(1) : Duration.ofDays(7);
    Instant to = query.time("to").orElseGet(() -> Instant.now().plusMillis(1));
    Instant from = query.time("from").orElseGet(() -> to.minus(period));
    query.checkPeriod(Optional.of(from), Optional.of(to));
    answer(request, api.windows(name, size, from, to));
  }

  private void outcomes(Context request) {
    RequestQuery query = query(request, "name", "limit");
    answer(request, api.outcomes(query.counter("name"), query.number("limit", 30, 1, 30)));
  }

  /** What another instance asks for. */
  private void parts(Context request) {
    RequestQuery query = query(request, "query", "partitions");
    PartitionQuery asked = query
        .text("query")
        .map(json -> ApiJson.read(json.getBytes(StandardCharsets.UTF_8), PartitionQuery.class))
        .orElseThrow(() -> new InvalidRequestException("query is required"));
    List<Integer> partitions = Stream.of(query.text("partitions").orElse("").split(","))
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(Integer::valueOf)
        .toList();
    answer(request, instances.reply(asked, partitions));
  }

  private void health(Context request) {
    Answers.Health now = facts.health();
    request.status(now.status().equals("up") ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    answer(request, now);
  }
}
