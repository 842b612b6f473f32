package io.counterstream.processor.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.badinput.SampleRecords;
import io.counterstream.processor.app.badinput.ExpectedReplies;
import io.counterstream.processor.app.badinput.ResultsCheck;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.client.TableClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/**
 * Forty thousand seeded records, a third of them commands, through the real processor: each has
 * exactly the one result that the contract gives it, in log order.
 *
 * <p>{@code -Dseed=7} takes other records, {@code -Drecords=1000000} more.
 */
class BadInputIT {
  private static final long SEED = Long.getLong("seed", 20261121);
  private static final int RECORDS = Integer.getInteger("records", 40_000);
  private static final int PARTITIONS = 4;
  private static final int REPLY_PARTITIONS = 2;
  private static final Duration RESULTS_MAX = Duration.ofSeconds(60 + RECORDS / 1_000);

  private final Deployment deployment = TestProcessors.deploy(PARTITIONS);
  private final String replyTopic = deployment.name() + "-replies";
  private final ExpectedReplies replies = new ExpectedReplies(replyTopic, REPLY_PARTITIONS);
  private final SampleRecords samples = new SampleRecords(
      SEED,
      List.of(replyTopic, replyTopic + "-missing", "secret", deployment.topics().applied()));

  @Test
  void everyRecordHasItsOneResult() {
    System.out.println("seed " + SEED + ", " + RECORDS + " records");
    Map<String, String> settings = Map.of("reply.topics", deployment.name() + ".*");
    long began = System.nanoTime();
    ResultsCheck check;
    try (KafkaClient kafka = deployment.kafka()) {
      check = resultsCheck(kafka);
      try (CounterProcessor processor = TestProcessors.start(deployment, settings)) {
        publish(kafka);
        kafka.reader().awaitRecords(deployment.resultTopics(), RECORDS, RESULTS_MAX);
        assertThat(processor.isFollowing()).as("the processor follows").isTrue();
      }
    }
    long answered = System.nanoTime();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      check.check(partition);
    }
    long checked = System.nanoTime();
    System.out.println("answered in " + (answered - began) / 1_000_000 + " ms, checked in "
        + (checked - answered) / 1_000_000 + " ms; replies " + replies.count());
    check.counts().forEach((kind, count) -> System.out.println(count + " " + kind));
    assertThat(check.faults()).as("seed %d", SEED).isEmpty();
    assertThat(tableValues()).isEqualTo(check.counters());
    try (KafkaClient kafka = deployment.kafka()) {
      assertThat(replies.faults(kafka.read(List.of(replyTopic)))).isEmpty();
    }
  }

  private ResultsCheck resultsCheck(KafkaClient kafka) {
    kafka.createTopic(replyTopic, REPLY_PARTITIONS, Map.of("max.message.bytes", "4000000"));
    return new ResultsCheck(
        kafka.reader(),
        deployment.topics(),
        kafka.topicId(deployment.topics().commands()),
        samples,
        replies);
  }

  private void publish(KafkaClient kafka) {
    AtomicReference<Exception> failure = new AtomicReference<>();
    for (int number = 0; number < RECORDS; number++) {
      ProducerRecord<byte[], byte[]> record =
          samples.at(number).record(deployment.topics().commands());
      record.headers().add(ResultsCheck.NUMBER, Integer.toString(number).getBytes(UTF_8));
      kafka.send(record, failure::set);
    }
    kafka.flush();
    assertThat(failure.get()).isNull();
  }

  private Map<String, String> tableValues() {
    Map<String, String> values = new HashMap<>();
    try (TableClient table = deployment.table()) {
      table.items().forEach((name, item) -> {
        if (!item.get("version").n().equals("0")) {
          values.put(name, item.get("value").n() + "/" + item.get("version").n());
        }
      });
    }
    return values;
  }
}
