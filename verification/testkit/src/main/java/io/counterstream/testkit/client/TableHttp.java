package io.counterstream.testkit.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;
import software.amazon.awssdk.http.async.SimpleSubscriber;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * HTTP clients for DynamoDB that count requests by operation, and delay them or lose responses.
 * Clients of one builder count together. Thread-safe.
 */
public final class TableHttp implements SdkAsyncHttpClient.Builder<TableHttp> {
  /** Shared, because closing the last client of an event loop takes two seconds. */
  private static final SdkEventLoopGroup LOOPS =
      SdkEventLoopGroup.builder().numberOfThreads(2).build();

  private static final String LOST = "lost";

  private final Map<String, Integer> counts = new ConcurrentSkipListMap<>();
  private final Executor sender;
  private final boolean lossy;
  private final boolean returnsItems;

  private TableHttp(Executor sender, boolean lossy, boolean returnsItems) {
    this.sender = sender;
    this.lossy = lossy;
    this.returnsItems = returnsItems;
  }

  /** Clients that only count. */
  public static TableHttp counting() {
    return new TableHttp(Runnable::run, false, true);
  }

  /** Clients that send each request after a delay. */
  public static TableHttp slow(Duration delay) {
    return new TableHttp(
        CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS), false, true);
  }

  /** Clients that send every request and lose the response of every other write. */
  public static TableHttp lossy() {
    return new TableHttp(Runnable::run, true, true);
  }

  /** Clients of a table that ignores what a write is to return, as some compatible servers do. */
  public static TableHttp returningNothing() {
    return new TableHttp(Runnable::run, false, false);
  }

  /** Clients without faults. */
  static NettyNioAsyncHttpClient.Builder plain() {
    return NettyNioAsyncHttpClient.builder().eventLoopGroup(LOOPS);
  }

  /** Returns how many requests of an operation were sent, such as {@code PutItem}. */
  public int sent(String operation) {
    return counts.getOrDefault(operation, 0);
  }

  /** Returns how many responses were lost after the table had done its work. */
  public int lost() {
    return sent(LOST);
  }

  @Override
  public SdkAsyncHttpClient buildWithDefaults(AttributeMap defaults) {
    return new Client(plain().buildWithDefaults(defaults));
  }

  /** Returns the count before. */
  private int count(String what) {
    return counts.merge(what, 1, Integer::sum) - 1;
  }

  /** One client. */
  private final class Client implements SdkAsyncHttpClient {
    private final SdkAsyncHttpClient http;

    Client(SdkAsyncHttpClient http) {
      this.http = http;
    }

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
      String target = request.request().firstMatchingHeader("X-Amz-Target").orElse("");
      String operation = target.substring(target.indexOf('.') + 1);
      int before = count(operation);
      boolean write = operation.equals("PutItem") || operation.equals("UpdateItem");
      return CompletableFuture.supplyAsync(
              () -> lossy && write && before % 2 == 0
                  ? lose(request)
                  : http.execute(returnsItems ? request : returningNothing(request)),
              sender)
          .thenCompose(sent -> sent);
    }

    private AsyncExecuteRequest returningNothing(AsyncExecuteRequest request) {
      return AsyncExecuteRequest.builder()
          .request(request.request())
          .requestContentPublisher(new WithoutReturnValues(request.requestContentPublisher()))
          .fullDuplex(request.fullDuplex())
          .responseHandler(request.responseHandler())
          .build();
    }

    private CompletableFuture<Void> lose(AsyncExecuteRequest request) {
      AsyncExecuteRequest unheard = AsyncExecuteRequest.builder()
          .request(request.request())
          .requestContentPublisher(request.requestContentPublisher())
          .fullDuplex(request.fullDuplex())
          .responseHandler(new IgnoredResponse())
          .build();
      return http.execute(unheard).handle((done, failed) -> {
        count(LOST);
        IOException loss = new IOException("the response was lost");
        request.responseHandler().onError(loss);
        throw new CompletionException(loss);
      });
    }

    @Override
    public void close() {
      http.close();
    }
  }

  /** Reads a response and passes nothing on. */
  private static final class IgnoredResponse implements SdkAsyncHttpResponseHandler {
    @Override
    public void onHeaders(SdkHttpResponse headers) {}

    @Override
    public void onStream(Publisher<ByteBuffer> stream) {
      stream.subscribe(new SimpleSubscriber(bytes -> {}));
    }

    @Override
    public void onError(Throwable error) {}
  }

  /** A request's content that asks for no values to be returned. It keeps its length. */
  private record WithoutReturnValues(SdkHttpContentPublisher content)
      implements SdkHttpContentPublisher {
    @Override
    public Optional<Long> contentLength() {
      return content.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
      SdkPublisher.adapt(content).map(WithoutReturnValues::without).subscribe(subscriber);
    }

    private static ByteBuffer without(ByteBuffer json) {
      String text = StandardCharsets.ISO_8859_1.decode(json).toString();
      String none = "\"NONE\"   ";
      return StandardCharsets.ISO_8859_1.encode(
          text.replace("\"ALL_OLD\"", none).replace("\"ALL_NEW\"", none));
    }
  }
}
