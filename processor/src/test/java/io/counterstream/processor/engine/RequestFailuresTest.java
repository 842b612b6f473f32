package io.counterstream.processor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.core.LogSource;
import io.counterstream.processor.progress.LoggedLines;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The failures of one counter are seen although the requests of others succeed. */
class RequestFailuresTest {
  private static final LogSource LOG = new LogSource("topic", 0);

  @RegisterExtension
  final LoggedLines lines = new LoggedLines(RequestFailures.class);

  private long nowNanos;
  private final RequestFailures failures = new RequestFailures(() -> nowNanos);

  /** A request of a counter; never sent. */
  private record NamedRequest(RequestFailures.Counter counter) implements TableRequest<String> {
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

  private static NamedRequest of(String counter) {
    return new NamedRequest(new RequestFailures.Counter(LOG, counter));
  }

  private void failAt(double seconds, String counter) {
    nowNanos = Math.round(seconds * 1e9);
    failures.failed(of(counter), new IllegalStateException("throttled"));
  }

  private void succeedAt(double seconds, String counter) {
    nowNanos = Math.round(seconds * 1e9);
    failures.succeeded(of(counter));
  }

  private static String line(int failed, int seconds) {
    return "Requests to the table fail for counter hot (" + failed + " failures in " + seconds
        + " s, last: IllegalStateException: throttled) while those for"
        + " other counters succeed";
  }

  @Test
  void aCounterThatAlwaysFailsIsNamedOnceAMinuteAlthoughOthersSucceed() {
    for (int second = 0; second <= 75; second++) {
      failAt(second, "hot");
      succeedAt(second + 0.5, "other");
    }
    assertThat(failures.counters()).isOne();
    succeedAt(76, "hot");
    succeedAt(77, "hot");
    assertThat(failures.counters()).isZero();
    assertThat(lines.logged())
        .containsExactly(line(11, 10), line(71, 70), "The requests of every counter succeed again");
  }

  @Test
  void aCounterThatSucceedsNowAndThenIsNotNamed() {
    for (int second = 0; second <= 75; second++) {
      failAt(second, "hot");
      succeedAt(second + 0.5, second % 9 == 0 ? "hot" : "other");
    }
    assertThat(lines.logged()).isEmpty();
  }

  @Test
  void anOutageIsNotBlamedOnItsCounters() {
    for (int second = 0; second <= 75; second++) {
      failAt(second, "counter " + second % 5);
    }
    succeedAt(76, "counter 0");
    failAt(77, "counter 1");
    succeedAt(78, "counter 1");
    assertThat(lines.logged()).isEmpty();
  }

  @Test
  void aCounterFailsAloneIfOthersSucceedMeanwhile() {
    RequestFailures.Counter hot = of("hot").counter();
    for (int second = 0; second <= 9; second++) {
      failAt(second, "hot");
      succeedAt(second + 0.5, "other");
    }
    assertThat(failures.failsAlone(hot)).as("not for long").isEmpty();
    failAt(10, "hot");
    assertThat(failures.failsAlone(hot))
        .hasValueSatisfying(
            text -> assertThat(text).startsWith("counter hot (11 failures in 10 s"));
    for (int second = 11; second <= 21; second++) {
      failAt(second, "hot");
    }
    assertThat(failures.failsAlone(hot)).as("nothing else succeeds either").isEmpty();
  }

  @Test
  void whatACounterWaitsForNamesItsFailures() {
    RequestFailures.Counter hot = of("hot").counter();
    assertThat(failures.waitsFor(hot)).isEqualTo("the table to respond for counter hot");
    failAt(0, "hot");
    failAt(3, "hot");
    assertThat(failures.waitsFor(hot))
        .startsWith("the table: its requests fail for counter hot (2 failures in 3 s, last: ");
  }

  @Test
  void aCounterThatMovedToAnotherInstanceIsForgotten() {
    for (int second = 0; second <= 12; second++) {
      failAt(second, "hot");
      succeedAt(second + 0.5, "other");
    }
    assertThat(failures.counters()).isOne();
    nowNanos += Duration.ofSeconds(61).toNanos();
    assertThat(failures.counters()).isZero();
  }

  @Test
  void theNamesInOneLineAreBounded() {
    for (int second = 0; second <= 11; second++) {
      for (int counter = 0; counter < 2000; counter++) {
        failAt(second, "counter " + counter);
      }
      succeedAt(second + 0.5, "other");
    }
    assertThat(lines.logged()).singleElement().asString().contains(" and 997 other counters ");
  }
}
