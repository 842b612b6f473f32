package io.counterstream.processor.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.dynamodb.DynamoDb;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.client.TableHttp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/**
 * A backlog that takes the table longer than several transactions may last: every partition makes
 * progress, so no transaction times out and no command is redelivered.
 */
class SlowTableIT {
  private static final int COMMANDS = 2000;
  private static final int PARTITIONS = 4;

  @Test
  void noPartitionWaitsForAllThatAnotherOneHasPolled() {
    Deployment deployment = TestProcessors.deploy(PARTITIONS);
    ProcessorSettings settings = TestProcessors.settings(
        deployment,
        Map.of(
            "max.in.flight", "1",
            "transaction.timeout.ms", "4000",
            "kafka.main.consumer.session.timeout.ms", "60000",
            "stream.threads", "1"));
    TableHttp http = TableHttp.slow(Duration.ofMillis(3));
    try (KafkaClient kafka = deployment.kafka()) {
      kafka.publish(commands(deployment.topics().commands()));
      try (CounterProcessor processor = TestProcessors.awaitRunning(CounterProcessor.start(
          settings, settings.engine(), DynamoDb.open(settings.table(), http)))) {
        assertThat(kafka.awaitRecords(List.of(deployment.topics().applied()), COMMANDS))
            .isEqualTo(COMMANDS);
      }
      // A command that is redelivered sends another request.
      assertThat(Stream.of("UpdateItem", "GetItem").mapToInt(http::sent).sum())
          .isBetween(COMMANDS, COMMANDS + COMMANDS / 10);
    }
  }

  private static List<ProducerRecord<byte[], byte[]>> commands(String topic) {
    return IntStream.range(0, COMMANDS)
        .mapToObj(i -> new CounterCommand("i" + i, "counter-" + i, 1, Expectation.ABSENT))
        .map(command -> new ProducerRecord<>(
            topic, command.counter().getBytes(UTF_8), CommandCodec.encode(command)))
        .toList();
  }
}
