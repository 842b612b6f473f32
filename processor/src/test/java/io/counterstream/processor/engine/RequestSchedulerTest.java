package io.counterstream.processor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterstream.core.LogSource;
import io.counterstream.core.table.UnreadableItemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Room, turns, delays and endings of requests, without a table. */
class RequestSchedulerTest {
  private static final LogSource ONE = new LogSource("topic", 0);
  private static final LogSource OTHER = new LogSource("topic", 1);
  private static final Backoff SHORT = new Backoff(Duration.ofNanos(1), Duration.ofNanos(1));
  private static final Backoff LONG = new Backoff(Duration.ofHours(1), Duration.ofHours(1));

  /** What happened to the requests, in order. */
  private final List<String> events = new CopyOnWriteArrayList<>();

  private RequestScheduler scheduler = scheduler(1, SHORT);

  private static RequestScheduler scheduler(int room, Backoff backoff) {
    RequestFailures failures = new RequestFailures(() -> 0);
    Environment jvm = Environment.ofThisJvm();
    TableProbe probe = new TableProbe(CompletableFuture::new, failures, jvm);
    return new RequestScheduler(room, backoff, failures, probe, jvm);
  }

  @AfterEach
  void close() {
    scheduler.close();
  }

  /** A request whose response the test gives. */
  private class FakeRequest implements TableRequest<String> {
    private final String name;
    private final CompletableFuture<String> response = new CompletableFuture<>();
    private boolean cancelled;

    FakeRequest(String name) {
      this.name = name;
    }

    @Override
    public RequestFailures.Counter counter() {
      return new RequestFailures.Counter(ONE, name);
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    @Override
    public CompletableFuture<String> send() {
      events.add(name);
      return response;
    }

    @Override
    public void completed(String value) {
      events.add(name + " completed");
    }

    @Override
    public void failed() {
      events.add(name + " failed");
    }

    @Override
    public void rejected(RuntimeException cause) {
      events.add(name + " rejected: " + cause.getMessage());
    }
  }

  private FakeRequest schedule(LogSource partition, long offset) {
    FakeRequest request = new FakeRequest(partition.partition() + ":" + offset);
    scheduler.schedule(partition, offset, 0, request);
    return request;
  }

  private static void respondToEach(FakeRequest... requests) {
    for (FakeRequest request : requests) {
      request.response.complete("");
    }
  }

  private List<String> sent() {
    return events.stream().filter(event -> !event.contains(" ")).toList();
  }

  @Test
  void sendsAsManyRequestsAsThereIsRoomFor() {
    scheduler = scheduler(2, SHORT);
    FakeRequest first = schedule(ONE, 1);
    schedule(ONE, 2);
    schedule(ONE, 3);
    schedule(ONE, 4);
    assertThat(sent()).containsExactly("0:1", "0:2");
    respondToEach(first);
    assertThat(sent()).containsExactly("0:1", "0:2", "0:3");
  }

  @Test
  void roomThatNobodyWaitsForIsKept() {
    respondToEach(schedule(ONE, 1));
    respondToEach(schedule(ONE, 2));
    schedule(ONE, 3);
    schedule(ONE, 4);
    assertThat(sent()).containsExactly("0:1", "0:2", "0:3");
  }

  @Test
  void theLowestOffsetOfAPartitionGoesFirst() {
    FakeRequest first = schedule(ONE, 1);
    FakeRequest late = schedule(ONE, 9);
    FakeRequest early = schedule(ONE, 3);
    respondToEach(first, early, late);
    assertThat(sent()).containsExactly("0:1", "0:3", "0:9");
  }

  @Test
  void partitionsTakeTurns() {
    FakeRequest first = schedule(ONE, 1);
    FakeRequest second = schedule(ONE, 2);
    FakeRequest third = schedule(ONE, 3);
    FakeRequest other = schedule(OTHER, 8);
    FakeRequest last = schedule(OTHER, 9);
    respondToEach(first, second, other, third, last);
    assertThat(sent()).containsExactly("0:1", "0:2", "1:8", "0:3", "1:9");
  }

  static Stream<Arguments> endings() {
    return Stream.of(
        ending("the table responded", request -> request.response.complete(""), "completed"),
        ending(
            "the table did not respond",
            request -> request.response.completeExceptionally(new IllegalStateException("lost")),
            "failed"),
        ending(
            "the client wraps the failure",
            request -> request.response.completeExceptionally(
                new CompletionException(new IllegalStateException("lost"))),
            "failed"),
        ending(
            "a failure without a cause is no response",
            request ->
                request.response.completeExceptionally(new CompletionException((Throwable) null)),
            "failed"),
        ending(
            "the item is no counter, so another try can't help",
            request -> request.response.completeExceptionally(
                new CompletionException(new UnreadableItemException("c", "no counter"))),
            "rejected: no counter"),
        ending(
            "the class path is broken, so another try can't help",
            request -> request.response.completeExceptionally(new NoClassDefFoundError("no class")),
            "rejected: java.lang.NoClassDefFoundError: no class"));
  }

  private static Arguments ending(String because, Consumer<FakeRequest> end, String event) {
    return arguments(because, end, event);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("endings")
  void aRequestInFlightGivesItsRoomBack(String because, Consumer<FakeRequest> end, String event) {
    FakeRequest request = schedule(ONE, 1);
    schedule(ONE, 2);
    end.accept(request);
    assertThat(events).containsExactly("0:1", "0:1 " + event, "0:2");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("endings")
  void aRequestThatEndsWhileItIsSentGivesItsRoomBack(
      String because, Consumer<FakeRequest> end, String event) {
    FakeRequest request = new FakeRequest("0:1");
    end.accept(request);
    scheduler.schedule(ONE, 1, 0, request);
    schedule(ONE, 2);
    assertThat(events).containsExactly("0:1", "0:1 " + event, "0:2");
  }

  @Test
  void aRequestThatThrowsWhileItIsSentGivesItsRoomBack() {
    scheduler.schedule(ONE, 1, 0, new FakeRequest("0:1") {
      @Override
      public CompletableFuture<String> send() {
        throw new NoClassDefFoundError("for a request");
      }
    });
    schedule(ONE, 2);
    assertThat(events)
        .containsExactly("0:1 rejected: java.lang.NoClassDefFoundError: for a request", "0:2");
  }

  @Test
  void aResponseThatCannotBeProcessedGivesItsRoomBack() {
    FakeRequest broken = new FakeRequest("0:1") {
      @Override
      public void completed(String value) {
        throw new IllegalStateException("broken");
      }
    };
    scheduler.schedule(ONE, 1, 0, broken);
    schedule(ONE, 2);
    respondToEach(broken);
    assertThat(sent()).containsExactly("0:1", "0:2");
  }

  @Test
  void aRequestThatIsCancelledWhileItWaitsIsNotSent() {
    FakeRequest first = schedule(ONE, 1);
    schedule(ONE, 2).cancelled = true;
    schedule(ONE, 3);
    respondToEach(first);
    assertThat(sent()).containsExactly("0:1", "0:3");
  }

  @Test
  void aFailedRequestIsSentByTheTimer() {
    List<String> threads = new CopyOnWriteArrayList<>();
    scheduler.schedule(ONE, 1, 1, new FakeRequest("0:1") {
      @Override
      public CompletableFuture<String> send() {
        threads.add(Thread.currentThread().getName());
        return super.send();
      }
    });
    await().until(() -> !threads.isEmpty());
    assertThat(threads).containsExactly("counterstream-backoff");
  }

  @Test
  void aRequestHoldsNoRoomWhileItIsDelayed() {
    scheduler = scheduler(1, LONG);
    scheduler.schedule(ONE, 1, 1, new FakeRequest("0:1"));
    schedule(ONE, 2);
    assertThat(sent()).containsExactly("0:2");
  }

  @Test
  void requestsThatEndWhileTheyAreSentAreNotNested() {
    List<Long> depths = new CopyOnWriteArrayList<>();
    FakeRequest first = schedule(ONE, 0);
    for (int offset = 1; offset <= 2_000; offset++) {
      FakeRequest request = new FakeRequest("0:" + offset) {
        @Override
        public CompletableFuture<String> send() {
          depths.add(StackWalker.getInstance().walk(Stream::count));
          return super.send();
        }
      };
      request.response.complete("");
      scheduler.schedule(ONE, offset, 0, request);
    }
    respondToEach(first);
    assertThat(depths).hasSize(2_000).allMatch(depth -> depth < 200);
  }

  @Test
  void nothingIsSentAfterClose() {
    scheduler = scheduler(1, LONG);
    FakeRequest first = schedule(ONE, 1);
    schedule(ONE, 2);
    scheduler.schedule(ONE, 3, 1, new FakeRequest("0:3"));
    scheduler.close();
    respondToEach(first);
    schedule(OTHER, 4);
    assertThat(scheduler.isClosed()).isTrue();
    assertThat(sent()).containsExactly("0:1");
  }
}
