package io.counterstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Brokers that go away and come back while somebody watches. */
class BrokerPresenceTest {
  private final StringWriter err = new StringWriter();
  private boolean answers = true;
  private int questions;
  private long seconds;
  private final BrokerPresence brokers = new BrokerPresence(
      patience -> {
        questions++;
        return answers;
      },
      "b:1",
      new PrintWriter(err, true),
      () -> TimeUnit.SECONDS.toNanos(seconds));

  @Test
  void areAskedOnlyAfterAWhileOfSilence() {
    quietFor(1);
    brokers.heard();
    quietFor(1);
    assertThat(questions).isZero();
    quietFor(10);
    assertThat(questions).isBetween(3, 6);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void anOutageIsReportedOnceAndItsEndOnce() {
    answers = false;
    quietFor(30);
    assertThat(err.toString()).startsWith("Kafka at b:1 does not respond").hasLineCount(1);
    answers = true;
    quietFor(30);
    assertThat(err.toString())
        .endsWith("Kafka at b:1 responds again, after 29 s." + System.lineSeparator())
        .hasLineCount(2);
  }

  @Test
  void anOutcomeEndsAnOutage() {
    answers = false;
    quietFor(5);
    brokers.heard();
    assertThat(err.toString()).contains("responds again").hasLineCount(2);
  }

  private void quietFor(int time) {
    for (int i = 0; i < time; i++) {
      seconds++;
      brokers.quiet();
    }
  }
}
