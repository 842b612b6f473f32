package io.counterstream.benchmarks.contender;

import io.counterstream.dynamodb.DynamoDb;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * An HTTP client that delays every request, as if the table were farther away. Unlike a proxy, it
 * uses almost no CPU, which on few cores would distort the measurement.
 */
final class DelayedHttp implements SdkAsyncHttpClient {
  /** Shared by all clients of this JVM: closing them takes the SDK two seconds. */
  private static final SdkEventLoopGroup LOOPS = DynamoDb.eventLoops().build();

  private final SdkAsyncHttpClient http;
  private final Duration latency;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "table-latency");
        thread.setDaemon(true);
        return thread;
      });

  private DelayedHttp(SdkAsyncHttpClient http, Duration latency) {
    this.http = http;
    this.latency = latency;
  }

  /** Returns the client that all contenders use, with or without a delay. */
  static SdkAsyncHttpClient.Builder<?> builder(Duration latency, int connectionsMax) {
    NettyNioAsyncHttpClient.Builder netty = NettyNioAsyncHttpClient.builder()
        .eventLoopGroup(LOOPS)
        .maxConcurrency(connectionsMax)
        .connectionTimeout(Duration.ofSeconds(1));
    return latency.isZero() ? netty : new Builder(netty, latency);
  }

  /** Builds clients with a delay. */
  private record Builder(NettyNioAsyncHttpClient.Builder netty, Duration latency)
      implements SdkAsyncHttpClient.Builder<Builder> {
    @Override
    public SdkAsyncHttpClient buildWithDefaults(AttributeMap defaults) {
      return new DelayedHttp(netty.buildWithDefaults(defaults), latency);
    }
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    timer.schedule(
        () -> http.execute(request).whenComplete((ok, failed) -> {
          if (failed == null) {
            done.complete(ok);
          } else {
            done.completeExceptionally(failed);
          }
        }),
        latency.toNanos(),
        TimeUnit.NANOSECONDS);
    return done;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    http.close();
  }
}
