package io.counterstream.torture.proxy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands requests on to the table as they are, or does to them what the fault says. */
final class FaultyForward extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(FaultyForward.class);

  /** About the connection, not the message; or what the client sets itself. */
  private static final Set<String> OWN_HEADERS = Set.of(
      "host",
      "connection",
      "content-length",
      "transfer-encoding",
      "keep-alive",
      "expect",
      "upgrade",
      "http2-settings");

  private static final Duration TABLE_TIMEOUT = Duration.ofSeconds(20);
  private static final String THROTTLED = """
      {"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",\
      "message":"The level of configured provisioned throughput for the table was exceeded."}""";
  private static final String FAILED = """
      {"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError",\
      "message":"Internal server error"}""";

  private final URI table;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(2, task -> {
    Thread thread = new Thread(task, "table-proxy-timer");
    thread.setDaemon(true);
    return thread;
  });
  private final Map<Connector, TableFault> doors = new ConcurrentHashMap<>();
  private final Map<Connector, LongAdder> puts = new ConcurrentHashMap<>();
  private final Map<FaultType, LongAdder> treated = TableProxy.counters();
  private volatile TableFault all = TableFault.NONE;

  FaultyForward(URI table) {
    this.table = table;
  }

  void all(TableFault fault) {
    all = fault;
  }

  void door(Connector door, TableFault fault) {
    doors.put(door, fault);
  }

  long puts(Connector door) {
    LongAdder count = puts.get(door);
    return count == null ? 0 : count.sum();
  }

  Map<FaultType, LongAdder> treated() {
    return treated;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    byte[] body = BufferUtil.toArray(Content.Source.asByteBuffer(request));
    String target = String.valueOf(request.getHeaders().get("X-Amz-Target"));
    boolean put = target.endsWith("PutItem") || target.endsWith("UpdateItem");
    Connector door = request.getConnectionMetaData().getConnector();
    if (put) {
      puts.computeIfAbsent(door, none -> new LongAdder()).increment();
    }
    TableFault.Choice choice = doors.getOrDefault(door, TableFault.NONE).choose(put);
    if (choice.treatment() == FaultType.PASSED) {
      choice = all.choose(put);
    }
    treated.get(choice.treatment()).increment();
    Exchange exchange = new Exchange(request, response, callback);
    HttpRequest copy = copy(request, body);
    switch (choice.treatment()) {
      case FAILED -> exchange.answer(put ? 500 : 503, FAILED);
      case THROTTLED -> exchange.answer(400, THROTTLED);
      case CUT_BEFORE -> exchange.cut();
      case SLOWED, HELD -> later(choice, () -> forward(copy, exchange, FaultType.PASSED));
      default -> forward(copy, exchange, choice.treatment());
    }
    return true;
  }

  private void later(TableFault.Choice choice, Runnable action) {
    timer.schedule(action, choice.waitMillis(), TimeUnit.MILLISECONDS);
  }

  private void forward(HttpRequest copy, Exchange exchange, FaultType treatment) {
    client
        .sendAsync(copy, HttpResponse.BodyHandlers.ofByteArray())
        .whenComplete((answer, failure) -> {
          if (failure != null) {
            LOG.warn("The table did not answer the proxy: {}", failure.toString());
          }
          if (failure != null || treatment == FaultType.ANSWER_LOST) {
            exchange.cut();
          } else if (treatment == FaultType.CUT_AMID) {
            exchange.answerHalf(answer);
          } else {
            exchange.answer(answer);
          }
        });
  }

  private HttpRequest copy(Request request, byte[] body) {
    HttpRequest.Builder copy = HttpRequest.newBuilder(
            table.resolve(request.getHttpURI().getPathQuery()))
        .timeout(TABLE_TIMEOUT)
        .method(request.getMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    for (HttpField field : request.getHeaders()) {
      if (!OWN_HEADERS.contains(field.getLowerCaseName())) {
        copy.header(field.getName(), String.valueOf(field.getValue()));
      }
    }
    return copy.build();
  }

  void close() {
    timer.shutdownNow();
  }

  /**
   * One request and its answer.
   *
   * @param request from the processor
   * @param response to it
   * @param callback ends the exchange
   */
  private record Exchange(Request request, Response response, Callback callback) {
    void answer(int status, String body) {
      response.setStatus(status);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/x-amz-json-1.0");
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      response.write(true, ByteBuffer.wrap(bytes), callback);
    }

    void answer(HttpResponse<byte[]> answer) {
      copyHead(answer);
      response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }

    /** The head promises all of it. */
    void answerHalf(HttpResponse<byte[]> answer) {
      copyHead(answer);
      byte[] body = answer.body();
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
      ByteBuffer half = ByteBuffer.wrap(body, 0, body.length / 2);
      response.write(false, half, Callback.from(this::cut, failure -> cut()));
    }

    void cut() {
      request.getConnectionMetaData().getConnection().getEndPoint().close();
      callback.failed(new IOException("cut by the fault proxy"));
    }

    private void copyHead(HttpResponse<byte[]> answer) {
      response.setStatus(answer.statusCode());
      answer.headers().map().forEach((name, values) -> {
        if (!OWN_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
          values.forEach(value -> response.getHeaders().add(name, value));
        }
      });
    }
  }
}
