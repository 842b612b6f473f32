package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.badinput.ContractOracle;
import io.counterstream.contract.badinput.OracleDecoding;
import io.counterstream.contract.badinput.SampleRecord;
import io.counterstream.contract.badinput.SampleRecords;
import io.counterstream.dynamodb.DynamoDb;
import io.counterstream.sandbox.Ports;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.client.TableHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand bad records in a row, then a command: each bad record costs a read and a result, and
 * nothing else. Counts requests, rebalances and commits; measures no time.
 */
class PoisonRecordsIT {
  private static final int RECORDS = 10_000;
  private static final long SEED = 7;

  /** A lower bound of the records that a full poll returns. */
  private static final int POLLED_MAX = 1000;

  @Test
  void badRecordsCauseNoRequestNoRebalanceAndNoCommitEach()
      throws IOException, InterruptedException {
    Deployment deployment = TestProcessors.deploy(1);
    int port = Ports.lasting(1).get(0);
    // No commits by time, and no rebalance on a slow machine.
    ProcessorSettings settings = TestProcessors.settings(
        deployment,
        Map.of(
            "commit.interval.ms", "5000",
            "transaction.timeout.ms", "60000",
            "kafka.main.consumer.session.timeout.ms", "60000",
            "stream.threads", "1",
            // No retry of a request.
            "table.timeout.ms", "60000",
            "http.port", Integer.toString(port)));
    TableHttp http = TableHttp.counting();
    try (KafkaClient kafka = deployment.kafka()) {
      kafka.publish(badRecords(deployment.topics().commands()));
      try (CounterProcessor processor = TestProcessors.awaitRunning(CounterProcessor.start(
          settings, settings.engine(), DynamoDb.open(settings.table(), http)))) {
        double rebalances = metric(port, "kafka_consumer_coordinator_rebalance_total");
        List<String> results =
            List.of(deployment.topics().rejected(), deployment.topics().deadLetters());
        assertThat(kafka.awaitRecords(results, RECORDS)).isEqualTo(RECORDS);

        assertThat(http.sent("GetItem") + http.sent("UpdateItem"))
            .as("requests besides the look at the rights")
            .isEqualTo(2);
        assertThat(metric(port, "kafka_stream_thread_commit_total"))
            .as("commits")
            .isBetween(1.0, 10.0 * RECORDS / POLLED_MAX);
        answersTheCommandBehindThem(deployment, kafka);
        assertThat(http.sent("UpdateItem")).isEqualTo(1 + 1);
        assertThat(metric(port, "kafka_consumer_coordinator_rebalance_total"))
            .isEqualTo(rebalances);
        assertThat(metric(port, "kafka_stream_thread_task_closed_total")).isZero();
      }
    }
  }

  private static void answersTheCommandBehindThem(Deployment deployment, KafkaClient kafka) {
    kafka.publish(
        List.of(deployment.command("i", "neighbour", "\"delta\":1,\"expected\":\"absent\"")));
    assertThat(kafka.awaitRecords(List.of(deployment.topics().applied()), 1)).isEqualTo(1);
  }

  private static List<ProducerRecord<byte[], byte[]>> badRecords(String topic) {
    SampleRecords samples = new SampleRecords(SEED, List.of());
    ContractOracle oracle = new ContractOracle();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int number = 0; records.size() < RECORDS; number++) {
      SampleRecord sample = samples.at(number);
      if (!(oracle.decode(sample.key(), sample.value()) instanceof OracleDecoding.Valid)) {
        records.add(sample.record(topic));
      }
    }
    return records;
  }

  /** The sum over all clients and threads. */
  private static double metric(int port, String name) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
    String body = HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
    List<String> lines =
        body.lines().filter(line -> line.startsWith(name + "{")).toList();
    assertThat(lines).as(name).isNotEmpty();
    return lines.stream()
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
