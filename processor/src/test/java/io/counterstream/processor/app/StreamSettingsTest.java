package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of Kafka Streams reach each of its clients. */
class StreamSettingsTest {
  @ParameterizedTest
  @CsvSource({"1000, 5000", "10000, 10000", "120000, 30000"})
  void aConnectionThatHangsIsGivenUpWithItsTransaction(String transaction, int request) {
    ProcessorSettings settings =
        ProcessorSettings.of(Map.of("transaction.timeout.ms", transaction));
    StreamsConfig streams = new StreamsConfig(StreamSettings.of(settings, 1000));
    assertThat(streams.getMainConsumerConfigs("group", "client", 1))
        .containsEntry("request.timeout.ms", request);
    assertThat(streams.getProducerConfigs("client")).containsEntry("request.timeout.ms", request);
    assertThat(streams.getAdminConfigs("client")).containsEntry("request.timeout.ms", request);
  }
}
