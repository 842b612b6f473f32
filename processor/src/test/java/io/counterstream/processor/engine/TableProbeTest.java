package io.counterstream.processor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.core.LogSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The failures of one counter are told from an outage although no other counter has a command. */
class TableProbeTest {
  private static final RequestFailures.Counter HOT =
      new RequestFailures.Counter(new LogSource("topic", 0), "hot");
  private static final IllegalStateException THROTTLED = new IllegalStateException("throttled");

  private final List<CompletableFuture<String>> sent = new ArrayList<>();
  private final Timer timer = new Timer();
  private final RequestFailures failures = new RequestFailures(timer::nanoTime);
  private final TableProbe probe = new TableProbe(this::send, failures, timer);

  /** A clock that moves when its next task runs. */
  private static final class Timer implements Environment {
    private final List<Runnable> tasks = new ArrayList<>();
    private long nowNanos;

    @Override
    public long nanoTime() {
      return nowNanos;
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
      tasks.add(() -> {
        nowNanos += delay.toNanos();
        task.run();
      });
    }

    /** Runs what is scheduled; returns whether there was something. */
    boolean run() {
      List<Runnable> due = List.copyOf(tasks);
      tasks.clear();
      due.forEach(Runnable::run);
      return !due.isEmpty();
    }

    @Override
    public RandomGenerator random() {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> T await(CompletableFuture<T> value, Duration timeout) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  private CompletableFuture<String> send() {
    CompletableFuture<String> response = new CompletableFuture<>();
    sent.add(response);
    return response;
  }

  private void respond() {
    sent.get(sent.size() - 1).complete("refused");
  }

  private void respondNothing() {
    sent.get(sent.size() - 1).completeExceptionally(THROTTLED);
  }

  /** A request of the counter {@code hot}; never sent. */
  private static final class HotRequest implements TableRequest<String> {
    @Override
    public RequestFailures.Counter counter() {
      return HOT;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public CompletionStage<String> send() {
      return new CompletableFuture<>();
    }

    @Override
    public void completed(String value) {}

    @Override
    public void failed() {}

    @Override
    public void rejected(RuntimeException cause) {}
  }

  /** Fails again and again for more than ten seconds, with a response to each probe. */
  private void failForLong(Runnable response) {
    for (int failure = 0; failure < 25; failure++) {
      fail();
      timer.run();
      response.run();
    }
    fail();
  }

  private void fail() {
    failures.failed(new HotRequest(), THROTTLED);
    probe.requestFailed();
  }

  @Test
  void aCounterFailsAloneIfTheTableRespondsToTheProbe() {
    failForLong(this::respond);
    assertThat(failures.failsAlone(HOT))
        .hasValueSatisfying(
            text -> assertThat(text).startsWith("counter hot (26 failures in 12 s"));
  }

  @Test
  void anOutageIsStillOneIfTheProbesFailToo() {
    failForLong(this::respondNothing);
    assertThat(failures.failsAlone(HOT)).isEmpty();
    timer.run();
    respond();
    fail();
    assertThat(failures.failsAlone(HOT))
        .as("not for long since the outage ended")
        .isEmpty();
  }

  @Test
  void oneProbeIsUnderWayAtMost() {
    fail();
    fail();
    timer.run();
    fail();
    assertThat(timer.run()).isFalse();
    assertThat(sent).hasSize(1);
    respondNothing();
    fail();
    assertThat(timer.run()).isTrue();
    assertThat(sent).hasSize(2);
  }

  @Test
  void noProbeIsSentIfAnotherRequestSucceedsMeanwhile() {
    fail();
    failures.tableResponded();
    timer.run();
    assertThat(sent).isEmpty();
    fail();
    timer.run();
    assertThat(sent).as("after the next failure").hasSize(1);
  }

  @Test
  void aProbeThatCannotBeSentIsFollowedByAnother() {
    List<String> tried = new ArrayList<>();
    TableProbe closed = new TableProbe(
        () -> {
          tried.add("again");
          throw THROTTLED;
        },
        failures,
        timer);
    failures.failed(new HotRequest(), THROTTLED);
    closed.requestFailed();
    timer.run();
    closed.requestFailed();
    timer.run();
    assertThat(tried).hasSize(2);
  }
}
