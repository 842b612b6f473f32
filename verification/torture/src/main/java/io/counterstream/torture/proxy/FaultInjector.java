package io.counterstream.torture.proxy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
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

/** Forwards requests to the table, or does with them what the current fault says. */
final class FaultInjector extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(FaultInjector.class);

  /** Headers of the connection, or set by the HTTP client itself. */
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
  private final Map<Connector, TableFault> faults = new ConcurrentHashMap<>();
  private final Map<Connector, LongAdder> puts = new ConcurrentHashMap<>();
  private final Map<FaultType, LongAdder> counts = TableProxy.counters();
  private volatile TableFault all = TableFault.NONE;

  FaultInjector(URI table) {
    this.table = table;
  }

  void fault(TableFault fault) {
    all = fault;
  }

  void fault(Connector listener, TableFault fault) {
    faults.put(listener, fault);
  }

  long puts(Connector listener) {
    LongAdder count = puts.get(listener);
    return count == null ? 0 : count.sum();
  }

  Map<FaultType, LongAdder> counts() {
    return counts;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    byte[] body = BufferUtil.toArray(Content.Source.asByteBuffer(request));
    String target = String.valueOf(request.getHeaders().get("X-Amz-Target"));
    boolean put = target.endsWith("PutItem") || target.endsWith("UpdateItem");
    Connector listener = request.getConnectionMetaData().getConnector();
    if (put) {
      puts.computeIfAbsent(listener, none -> new LongAdder()).increment();
    }
    TableFault.Choice choice = faults.getOrDefault(listener, TableFault.NONE).choose(put);
    if (choice.type() == FaultType.PASSED) {
      choice = all.choose(put);
    }
    counts.get(choice.type()).increment();
    Exchange exchange = new Exchange(request, response, callback);
    HttpRequest copy = copy(request, body);
    switch (choice.type()) {
      case FAILED -> exchange.respond(put ? 500 : 503, FAILED);
      case THROTTLED -> exchange.respond(400, THROTTLED);
      case CUT_BEFORE -> exchange.close();
      case SLOWED, HELD -> delay(choice, () -> forward(copy, exchange, FaultType.PASSED));
      default -> forward(copy, exchange, choice.type());
    }
    return true;
  }

  private void delay(TableFault.Choice choice, Runnable action) {
    timer.schedule(action, choice.waitMillis(), TimeUnit.MILLISECONDS);
  }

  private void forward(HttpRequest copy, Exchange exchange, FaultType type) {
    client
        .sendAsync(copy, HttpResponse.BodyHandlers.ofByteArray())
        .whenComplete((response, failure) -> {
          if (failure != null) {
            LOG.warn("The table did not respond to the proxy: {}", failure.toString());
          }
          if (failure != null || type == FaultType.RESPONSE_LOST) {
            exchange.close();
          } else if (type == FaultType.CUT_AMID) {
            exchange.respondHalf(response);
          } else {
            exchange.respond(response);
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
   * A request and its response.
   *
   * @param request the request of the processor
   * @param response the response to it
   * @param callback completes the exchange
   */
  private record Exchange(Request request, Response response, Callback callback) {
    void respond(int status, String body) {
      response.setStatus(status);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/x-amz-json-1.0");
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      response.write(true, ByteBuffer.wrap(bytes), callback);
    }

    void respond(HttpResponse<byte[]> fromTable) {
      copyHead(fromTable);
      response.write(true, ByteBuffer.wrap(fromTable.body()), callback);
    }

    /** Announces the whole body and sends half of it. */
    void respondHalf(HttpResponse<byte[]> fromTable) {
      copyHead(fromTable);
      byte[] body = fromTable.body();
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
      ByteBuffer half = ByteBuffer.wrap(body, 0, body.length / 2);
      response.write(false, half, Callback.from(this::close, failure -> close()));
    }

    void close() {
      request.getConnectionMetaData().getConnection().getEndPoint().close();
      callback.failed(new IOException("closed by the fault proxy"));
    }

    private void copyHead(HttpResponse<byte[]> fromTable) {
      response.setStatus(fromTable.statusCode());
      fromTable.headers().map().forEach((name, values) -> {
        if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
          values.forEach(value -> response.getHeaders().add(name, value));
        }
      });
    }
  }
}
