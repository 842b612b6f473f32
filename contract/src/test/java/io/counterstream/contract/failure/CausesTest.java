package io.counterstream.contract.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The reason for a failure is found however deep it is. */
class CausesTest {
  static Stream<Arguments> failures() {
    return Stream.of(
        arguments("it has no cause", new KafkaException("down"), "down"),
        arguments(
            "the cause says why",
            new KafkaException("can't create a producer", new KafkaException("no such protocol")),
            "no such protocol"),
        arguments(
            "the cause says nothing",
            new KafkaException("down", new KafkaException((String) null)),
            "down"),
        arguments("the message is blank", new KafkaException(" "), "KafkaException"),
        arguments(
            "the JDK's message names the object only",
            new KafkaException("can't load", new NoSuchFileException("/etc/keys.jks")),
            "NoSuchFileException: /etc/keys.jks"),
        arguments(
            "the deepest of three",
            new CompletionException(
                new IOException("send failed", new ConnectException("Connection refused"))),
            "ConnectException: Connection refused"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void explains(String because, Throwable failure, String explanation) {
    assertThat(Causes.explain(failure)).isEqualTo(explanation);
  }

  @Test
  void futuresAreUnwrapped() {
    TimeoutException failure = new TimeoutException("late", new IOException("kept"));
    assertThat(Causes.unwrapped(failure)).isSameAs(failure);
    assertThat(Causes.unwrapped(new CompletionException(failure))).isSameAs(failure);
    assertThat(Causes.unwrapped(new ExecutionException(new CompletionException(failure))))
        .isSameAs(failure);
    CompletionException empty = new CompletionException("no cause", null);
    assertThat(Causes.unwrapped(empty)).isSameAs(empty);
  }

  @Test
  void findsTheFirstOfAType() {
    FileNotFoundException file = new FileNotFoundException("deep");
    KafkaException failure = new KafkaException("outer", new RuntimeException("middle", file));
    assertThat(Causes.find(KafkaException.class, failure)).containsSame(failure);
    assertThat(Causes.find(IOException.class, failure)).containsSame(file);
    assertThat(Causes.find(ConnectException.class, failure)).isEmpty();
  }
}
