package io.counterstream.processor.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SimpleSubscriber;
import software.amazon.awssdk.utils.AttributeMap;

/** An HTTP client that sends every request and loses the answer of every other put. */
final class LossyHttp implements SdkAsyncHttpClient {
  private final SdkAsyncHttpClient http;
  private final AtomicInteger puts;
  private final AtomicInteger lost;

  private LossyHttp(SdkAsyncHttpClient http, AtomicInteger puts, AtomicInteger lost) {
    this.http = http;
    this.puts = puts;
    this.lost = lost;
  }

  /** Builds clients that count together. */
  static final class Builder implements SdkAsyncHttpClient.Builder<Builder> {
    private final AtomicInteger puts = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    /** How many answers were lost after the table had done its work. */
    int lost() {
      return lost.get();
    }

    @Override
    public SdkAsyncHttpClient buildWithDefaults(AttributeMap defaults) {
      return new LossyHttp(TestHttp.builder().buildWithDefaults(defaults), puts, lost);
    }
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    String target = request.request().firstMatchingHeader("X-Amz-Target").orElse("");
    boolean write = target.endsWith("PutItem") || target.endsWith("UpdateItem");
    if (!write || puts.incrementAndGet() % 2 == 0) {
      return http.execute(request);
    }
    AsyncExecuteRequest deaf = AsyncExecuteRequest.builder()
        .request(request.request())
        .requestContentPublisher(request.requestContentPublisher())
        .fullDuplex(request.fullDuplex())
        .responseHandler(new Deaf())
        .build();
    return http.execute(deaf).handle((done, failed) -> {
      lost.incrementAndGet();
      IOException loss = new IOException("the answer was lost");
      request.responseHandler().onError(loss);
      throw new CompletionException(loss);
    });
  }

  @Override
  public void close() {
    http.close();
  }

  /** Takes an answer and tells nobody. */
  private static final class Deaf implements SdkAsyncHttpResponseHandler {
    @Override
    public void onHeaders(SdkHttpResponse headers) {}

    @Override
    public void onStream(Publisher<ByteBuffer> stream) {
      stream.subscribe(new SimpleSubscriber(bytes -> {}));
    }

    @Override
    public void onError(Throwable error) {}
  }
}
