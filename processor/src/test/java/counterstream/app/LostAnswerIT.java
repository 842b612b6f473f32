package counterstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import counterstream.audit.Verdict;
import counterstream.contract.Expectation;
import counterstream.contract.IncrementCommand;
import counterstream.contract.json.CommandCodec;
import counterstream.table.dynamodb.DynamoDb;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** The table writes, and its answer is lost. */
class LostAnswerIT {
  private static final int COMMANDS = 50;

  @Test
  void aCommandWhosePutWasDoneIsAppliedAndNeverAConflict() {
    Deployment deployment = Deployment.create(2);
    ProcessorSettings settings = deployment.settings(Map.of("max.fold", "1"));
    LossyHttp.Builder http = new LossyHttp.Builder();
    DynamoDb lossy = DynamoDb.open(settings.table(), http);
    try (CounterProcessor processor =
            Deployment.running(CounterProcessor.start(settings, settings.engine(), lossy));
        KafkaProbe kafka = deployment.kafka()) {
      kafka.publish(chain(deployment.topics().commands()));
      kafka.awaitRecords(deployment.topics().outcomes(), COMMANDS, Duration.ofSeconds(60));
    }
    Verdict verdict = Evidence.judge(deployment);
    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.counts().commands()).isEqualTo(COMMANDS);
    assertThat(verdict.counts().applied()).isEqualTo(COMMANDS);
    assertThat(http.lost()).isGreaterThanOrEqualTo(COMMANDS / 2);
  }

  /** Each expects what the one before leaves, so that a single repeated decision would conflict. */
  private static List<ProducerRecord<byte[], byte[]>> chain(String topic) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < COMMANDS; i++) {
      IncrementCommand command = new IncrementCommand("c" + i, "chain", 1, Expectation.exactly(i));
      byte[] key = "chain".getBytes(StandardCharsets.UTF_8);
      records.add(new ProducerRecord<>(topic, key, CommandCodec.encode(command)));
    }
    return records;
  }
}
