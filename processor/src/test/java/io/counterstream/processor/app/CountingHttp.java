package io.counterstream.processor.app;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/** An HTTP client that counts the requests to the table by what they ask for, and may be slow. */
final class CountingHttp implements SdkAsyncHttpClient {
  private final SdkAsyncHttpClient http;
  private final Map<String, Integer> counts;
  private final Executor later;

  private CountingHttp(SdkAsyncHttpClient http, Map<String, Integer> counts, Executor later) {
    this.http = http;
    this.counts = counts;
    this.later = later;
  }

  /** Builds clients that count together. */
  static final class Builder implements SdkAsyncHttpClient.Builder<Builder> {
    private final Map<String, Integer> counts = new ConcurrentSkipListMap<>();
    private final Executor later;

    /** No slower than the table. */
    Builder() {
      this.later = Runnable::run;
    }

    /** Each request is sent only after a while. */
    Builder(Duration delay) {
      this.later = CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** How many requests of this kind were sent, such as {@code PutItem}. */
    int sent(String kind) {
      return counts.getOrDefault(kind, 0);
    }

    @Override
    public SdkAsyncHttpClient buildWithDefaults(AttributeMap defaults) {
      return new CountingHttp(TestHttp.builder().buildWithDefaults(defaults), counts, later);
    }
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    String target = request.request().firstMatchingHeader("X-Amz-Target").orElse("");
    counts.merge(target.substring(target.indexOf('.') + 1), 1, Integer::sum);
    return CompletableFuture.supplyAsync(() -> http.execute(request), later)
        .thenCompose(sent -> sent);
  }

  @Override
  public void close() {
    http.close();
  }
}
