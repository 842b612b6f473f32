package io.counterstream.torture.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients and the server behind the proxy see of each fault type, over real sockets. */
class TableProxyTest {
  private static final String RESPONSE = "the response of the server behind the proxy";

  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private Duration patience = Duration.ofSeconds(30);
  private HttpServer server;
  private TableProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      byte[] body = exchange.getRequestBody().readAllBytes();
      done.add(exchange.getRequestHeaders().getFirst("X-Amz-Target") + " " + new String(body));
      exchange.getResponseHeaders().add("x-amzn-RequestId", "r-1");
      exchange.sendResponseHeaders(200, RESPONSE.length());
      exchange.getResponseBody().write(RESPONSE.getBytes());
      exchange.close();
    });
    server.start();
    proxy =
        TableProxy.start(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), 2);
  }

  @AfterEach
  void stop() {
    proxy.close();
    server.stop(0);
  }

  @Test
  void withoutAFaultRequestAndResponsePassUnchanged() throws Exception {
    HttpResponse<String> response = put(1, "one");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(RESPONSE);
    assertThat(response.headers().firstValue("x-amzn-RequestId")).contains("r-1");
    assertThat(done.take()).isEqualTo("DynamoDB_20120810.PutItem one");
  }

  @Test
  void aLostResponseMeansThatTheRequestWasDone() throws Exception {
    proxy.fault(fault(FaultType.RESPONSE_LOST));
    assertThatThrownBy(() -> put(1, "one")).isInstanceOf(IOException.class);
    assertThat(done.take()).endsWith("one");
  }

  @Test
  void aResponseCutInTheMiddleMeansThatTheRequestWasDone() throws Exception {
    proxy.fault(fault(FaultType.CUT_AMID));
    assertThatThrownBy(() -> put(1, "one")).isInstanceOf(IOException.class);
    assertThat(done.take()).endsWith("one");
  }

  @Test
  void aConnectionCutBeforeMeansThatNothingWasDone() throws Exception {
    proxy.fault(fault(FaultType.CUT_BEFORE));
    assertThatThrownBy(() -> put(1, "one")).isInstanceOf(IOException.class);
    proxy.fault(TableFault.NONE);
    put(1, "two");
    assertThat(done).singleElement().asString().endsWith("two");
  }

  @Test
  void aRefusalMeansThatNothingWasDone() throws Exception {
    proxy.fault(fault(FaultType.FAILED));
    assertThat(put(1, "one").statusCode()).isEqualTo(500);
    proxy.fault(fault(FaultType.THROTTLED));
    HttpResponse<String> throttled = put(1, "one");
    assertThat(throttled.statusCode()).isEqualTo(400);
    assertThat(throttled.body()).contains("#ProvisionedThroughputExceededException");
    assertThat(done).isEmpty();
  }

  @Test
  void aHeldPutIsDoneAfterItsSenderGaveUp() throws Exception {
    // The connections are made, so that it arrives soon.
    put(1, "zero");
    assertThat(done.take()).endsWith("zero");
    proxy.fault(new TableFault(
        List.of(FaultType.HELD), 100, new TableFault.Wait(4000, 4000), new SplittableRandom(1)));
    patience = Duration.ofMillis(500);
    assertThatThrownBy(() -> put(1, "one")).isInstanceOf(HttpTimeoutException.class);
    assertThat(done).isEmpty();
    assertThat(done.poll(60, TimeUnit.SECONDS)).endsWith("one");
  }

  @Test
  void aFaultOfOneListenerDoesNotAffectTheOthers() throws Exception {
    proxy.fault(2, fault(FaultType.FAILED));
    assertThat(put(1, "one").statusCode()).isEqualTo(200);
    assertThat(put(2, "two").statusCode()).isEqualTo(500);
    assertThat(proxy.counts())
        .containsEntry(FaultType.PASSED, 1L)
        .containsEntry(FaultType.FAILED, 1L);
  }

  @Test
  void refusesConnectionsWhileShut() throws Exception {
    put(1, "one");
    proxy.shut();
    assertThatThrownBy(() -> put(1, "two")).isInstanceOf(IOException.class);
    proxy.open();
    assertThat(put(1, "three").statusCode()).isEqualTo(200);
    assertThat(done).hasSize(2);
  }

  private static TableFault fault(FaultType type) {
    return new TableFault(List.of(type), 100, new TableFault.Wait(0, 0), new SplittableRandom(1));
  }

  private HttpResponse<String> put(int listener, String body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(proxy.endpoint(listener).resolve("/"))
        .header("X-Amz-Target", "DynamoDB_20120810.PutItem")
        .timeout(patience)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
