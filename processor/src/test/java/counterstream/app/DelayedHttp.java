package counterstream.app;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/** An HTTP client that sends every request later, as if the table were further away. */
final class DelayedHttp implements SdkAsyncHttpClient {
  private final SdkAsyncHttpClient http;
  private final Duration delay;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  private DelayedHttp(SdkAsyncHttpClient http, Duration delay) {
    this.http = http;
    this.delay = delay;
  }

  /** Builds clients with one delay. */
  record Builder(Duration delay) implements SdkAsyncHttpClient.Builder<Builder> {
    @Override
    public SdkAsyncHttpClient buildWithDefaults(AttributeMap defaults) {
      return new DelayedHttp(
          NettyNioAsyncHttpClient.builder().maxConcurrency(256).buildWithDefaults(defaults), delay);
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
        delay.toNanos(),
        TimeUnit.NANOSECONDS);
    return done;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    http.close();
  }
}
