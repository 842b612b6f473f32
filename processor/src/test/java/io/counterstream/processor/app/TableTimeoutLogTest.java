package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.read.ListAppender;
import io.counterstream.dynamodb.DynamoDb;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A table that does not respond is reported by the processor, not by its HTTP client as well. */
class TableTimeoutLogTest {
  private static final int REQUESTS = 200;

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void theHttpClientLogsNothingOfATimeOut(String format) throws Exception {
    LoggerContext processors = configured(format);
    List<ILoggingEvent> printed = eventsOfTimeOuts().stream()
        .filter(event -> processors.getLogger(event.getLoggerName()).isEnabledFor(event.getLevel()))
        .toList();
    assertThat(printed).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
  }

  private static LoggerContext configured(String format) throws JoranException {
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(TableTimeoutLogTest.class.getResource("logback-" + format + ".xml"));
    return context;
  }

  /** What the libraries log while a server accepts connections and never responds. */
  private static List<ILoggingEvent> eventsOfTimeOuts() throws IOException {
    ListAppender<ILoggingEvent> events = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    events.start();
    root.addAppender(events);
    root.setLevel(Level.WARN);
    try (ServerSocket silent = new ServerSocket(0, REQUESTS, InetAddress.getLoopbackAddress());
        DynamoDb table = DynamoDb.open(address(silent.getLocalPort()))) {
      CompletableFuture<?>[] responses = IntStream.range(0, REQUESTS)
          .mapToObj(i -> table.counterTable().read("c" + i).toCompletableFuture())
          .toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(responses).handle((none, failed) -> failed).join();
      assertThat(responses).allMatch(CompletableFuture::isCompletedExceptionally);
    } finally {
      root.setLevel(before);
      root.detachAppender(events);
    }
    return List.copyOf(events.list);
  }

  private static DynamoDb.Address address(int port) {
    return new DynamoDb.Address(
        "table",
        Optional.of(URI.create("http://127.0.0.1:" + port)),
        Optional.empty(),
        REQUESTS,
        Duration.ofMillis(300));
  }
}
