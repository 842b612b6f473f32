package io.counterstream.analytics.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.analytics.stream.TestOutcomes;
import io.counterstream.contract.json.OutcomeCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.Test;

/** The recipes of docs/analytics.md in Java do what they say. */
class RecipesTest {
  @Test
  void aTableOfCurrentValues() throws IOException {
    // The code of the page, from here
    StreamsBuilder builder = new StreamsBuilder();
    KTable<String, Long> values = builder.stream(
            "counter-applied", Consumed.with(Serdes.String(), Serdes.ByteArray()))
        .mapValues(OutcomeCodec::decode)
        .mapValues(outcome -> outcome.state().orElseThrow().value())
        .toTable(Materialized.with(Serdes.String(), Serdes.Long()));
    // to here
    values.toStream().to("values", Produced.with(Serdes.String(), Serdes.Long()));
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "recipe");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), properties)) {
      var applied = driver.createInputTopic(
          "counter-applied", new StringSerializer(), new ByteArraySerializer());
      Instant now = Instant.now();
      applied.pipeInput(
          "c", OutcomeCodec.encode(TestOutcomes.applied("c", 0, 9007199254740992L, 1, now)));
      applied.pipeInput(
          "c", OutcomeCodec.encode(TestOutcomes.applied("c", 9007199254740992L, 1, 2, now)));
      assertThat(driver
              .createOutputTopic("values", new StringDeserializer(), new LongDeserializer())
              .readKeyValuesToMap())
          .containsEntry("c", 9007199254740993L);
    }
    assertThat(compact(Files.readString(Path.of("../docs/analytics.md"))))
        .contains(compact(Files.readString(
                Path.of("src/test/java/io/counterstream/analytics/app/RecipesTest.java"))
            .replaceFirst("(?s).*from here\n(.*?) *// to here.*", "$1")));
  }

  private static String compact(String text) {
    return text.replaceAll("\\s+", "");
  }
}
