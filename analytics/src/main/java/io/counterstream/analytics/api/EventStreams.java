package io.counterstream.analytics.api;

import io.counterstream.contract.Outcome;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The streams of events. A servlet of its own, because it writes without blocking: a viewer that
 * does not read must not hold a thread.
 */
final class EventStreams extends HttpServlet {
  /** The path of the servlet. */
  static final String PATH = "/api/stream/*";

  private static final long serialVersionUID = 1L;
  private static final int OVERVIEWS_QUEUED = 2;
  private static final int BATCHES_QUEUED = 8;

  private final transient OverviewBroadcast overview;
  private final transient LiveTail tail;
  private final transient ViewerCount viewers;
  private final transient RequestGuard guard;

  EventStreams(OverviewBroadcast overview, LiveTail tail, ViewerCount viewers, RequestGuard guard) {
    this.overview = overview;
    this.tail = tail;
    this.viewers = viewers;
    this.guard = guard;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    guard.headers().forEach(response::setHeader);
    if (!guard.allows(request.getHeader("Host"))) {
      refuse(response, 403, new Answers.Failure("forbidden-host", guard.refusal()));
      return;
    }
    try {
      stream(request, response);
    } catch (InvalidRequestException invalid) {
      refuse(response, 400, new Answers.Failure("invalid", invalid.getMessage()));
    }
  }

  private void stream(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Map<String, List<String>> parameters = request.getParameterMap().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> List.of(each.getValue())));
    String path = request.getPathInfo();
    if ("/overview".equals(path)) {
      new RequestQuery(parameters);
      begin(request, response, OVERVIEWS_QUEUED, overview::add);
    } else if ("/tail".equals(path)) {
      RequestQuery query =
          new RequestQuery(parameters, "prefix", "counter", "kind", "reason", "recent");
      TailFilter filter = filter(query);
      int recent = query.number("recent", 0, 0, 500);
      String last = request.getHeader("Last-Event-ID");
      begin(
          request,
          response,
          BATCHES_QUEUED,
          connection -> tail.add(connection, filter, last, recent));
    } else {
      refuse(response, 404, new Answers.Failure("not-found", "expected overview or tail"));
    }
  }

  private static TailFilter filter(RequestQuery query) {
    Set<Outcome.Type> types = EnumSet.noneOf(Outcome.Type.class);
    for (String kind : query.all("kind")) {
      types.add(Outcome.Type.ofWord(kind)
          .orElseThrow(() -> new InvalidRequestException("kind must be one of "
              + Arrays.toString(Outcome.Type.values()) + ", found '" + kind + "'")));
    }
    return new TailFilter(
        query.text("prefix").orElse(""),
        query.text("counter").orElse(null),
        types.isEmpty() ? EnumSet.allOf(Outcome.Type.class) : types,
        query.text("reason").orElse(null));
  }

  /** Receives a stream that has begun. */
  private interface Begun {
    void accept(EventConnection connection);
  }

  private void begin(
      HttpServletRequest request, HttpServletResponse response, int queueMax, Begun begun)
      throws IOException {
    if (!viewers.enter()) {
      response.setHeader("Retry-After", "10");
      refuse(
          response,
          503,
          new Answers.Failure(
              "too-many-viewers",
              viewers.max() + " streams are open; close one, or raise viewers.max"));
      return;
    }
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("utf-8");
    AsyncContext context = request.startAsync();
    context.setTimeout(0);
    EventConnection connection = new EventConnection(context, queueMax);
    context.addListener(new Leaving(connection, viewers));
    connection.open();
    begun.accept(connection);
  }

  private static void refuse(HttpServletResponse response, int status, Answers.Failure failure)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.getOutputStream().write(ApiJson.bytes(failure));
  }

  /** Counts a viewer out, once. */
  private static final class Leaving implements AsyncListener {
    private final EventConnection connection;
    private final ViewerCount viewers;

    Leaving(EventConnection connection, ViewerCount viewers) {
      this.connection = connection;
      this.viewers = viewers;
    }

    @Override
    public void onComplete(AsyncEvent event) {
      connection.close();
      viewers.leave();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      connection.close();
    }

    @Override
    public void onError(AsyncEvent event) {
      connection.close();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      // The stream begins once.
    }
  }
}
