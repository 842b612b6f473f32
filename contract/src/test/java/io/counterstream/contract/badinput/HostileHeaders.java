package io.counterstream.contract.badinput;

import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.Headers;

/** Headers with names that are ours, Kafka's or Spring's, and large, many or odd ones. */
final class HostileHeaders {
  private static final List<String> NAMES = List.of(
      "ce_specversion",
      "ce_type",
      "ce_source",
      "ce_id",
      "ce_time",
      "ce_subject",
      "ce_datacontenttype",
      "CE_ID",
      "content-type",
      "__streams.errors.exception",
      "__streams.errors.message",
      "__streams.errors.stacktrace",
      "__streams.errors.topic",
      "__streams.errors.partition",
      "__streams.errors.offset",
      "__Headers",
      "__TypeId__",
      "traceparent",
      "tracestate",
      "baggage",
      "kafka_correlationId",
      "kafka_replyTopic",
      "kafka_replyPartition",
      "kafka_receivedTopic",
      "kafka_dlt-original-topic",
      "kafka_offset",
      "",
      " ",
      "é\uD83D\uDE80",
      "a\u0000b",
      "\r\nce_id: 1");
  private static final List<String> VALUES = List.of(
      "",
      "1.0",
      "counterstream.applied",
      "AAAAAAAAAAAAAAAAAAAAAA/0/0",
      "0",
      "-1",
      "99999999999999999999",
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      "\r\nce_id: 1",
      "${jndi:ldap://x}",
      "../../etc/passwd");

  private final List<String> topics;

  /** Takes topics that some of them name as reply topics. */
  HostileHeaders(List<String> topics) {
    this.topics = topics;
  }

  void addTo(Headers headers, Random random) {
    int count = random.nextInt(500) == 0 ? 4000 : 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      headers.add(NAMES.get(random.nextInt(NAMES.size())), value(random));
    }
    if (!topics.isEmpty() && random.nextInt(3) == 0) {
      headers.add("kafka_replyTopic", Unicode.utf8(topics.get(random.nextInt(topics.size()))));
    }
  }

  private byte[] value(Random random) {
    switch (random.nextInt(6)) {
      case 0:
        return null;
      case 1:
        byte[] bytes = new byte[random.nextInt(random.nextInt(2000) == 0 ? 500_000 : 40)];
        random.nextBytes(bytes);
        return bytes;
      case 2:
        return new byte[] {0, 0, 0, (byte) (random.nextInt(4) - 1)};
      default:
        return Unicode.utf8(VALUES.get(random.nextInt(VALUES.size())));
    }
  }
}
