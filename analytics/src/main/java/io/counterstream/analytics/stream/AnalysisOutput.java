package io.counterstream.analytics.stream;

import io.counterstream.analytics.model.Alert;
import io.counterstream.analytics.model.AnalyticsMessages;
import io.counterstream.analytics.model.CounterEntry;
import io.counterstream.analytics.model.OutcomePlace;
import io.counterstream.analytics.model.RollupSum;
import io.counterstream.analytics.model.WindowSpan;
import io.counterstream.analytics.model.WindowStats;
import io.counterstream.contract.json.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Writes a task's messages, with CloudEvents headers. Owned by the stream thread. */
final class AnalysisOutput {
  /** On a misplaced outcome: where it was. */
  static final String PLACE_HEADER = "counterstream_place";

  private final ProcessorContext<byte[], byte[]> context;
  private final AnalyticsTopics topics;
  private final int partition;

  AnalysisOutput(ProcessorContext<byte[], byte[]> context, AnalyticsTopics topics) {
    this.context = context;
    this.topics = topics;
    this.partition = context.taskId().partition();
  }

  void stats(Optional<String> counter, WindowSpan size, long start, WindowStats stats) {
    byte[] value = AnalyticsMessages.stats(counter, partition, size, start, stats);
    String id =
        size.word() + "/" + start + "/" + partition + counter.map(c -> "/" + c).orElse("");
    byte[] key = counter.map(AnalysisOutput::bytes).orElse(null);
    send(
        AnalyticsTopology.STATS,
        record(key, value, start + size.millis() - 1),
        new Event("window", id, counter));
  }

  void latest(String counter, CounterEntry entry, long timeMillis, OutcomePlace place) {
    byte[] value = AnalyticsMessages.latest(counter, entry);
    send(
        AnalyticsTopology.LATEST,
        record(bytes(counter), value, timeMillis),
        new Event("latest", id(place), Optional.of(counter)));
  }

  void rollup(String node, RollupSum sum, long timeMillis) {
    String key = partition + "/" + node;
    byte[] value = AnalyticsMessages.rollup(node, partition, sum, timeMillis);
    send(
        AnalyticsTopology.ROLLUPS,
        record(bytes(key), value, timeMillis),
        new Event("rollup", timeMillis + "/" + key, Optional.of(node)));
  }

  void alert(Alert alert, byte[] value, long timeMillis) {
    String id = id(alert.place()) + "/" + alert.type().word();
    byte[] key = alert.counter().map(AnalysisOutput::bytes).orElse(null);
    send(
        AnalyticsTopology.ALERTS,
        record(key, value, timeMillis),
        new Event("alert", id, alert.counter()));
  }

  /** Sends an outcome to its counter's partition, with its headers and where it was. */
  void misplaced(String counter, Record<byte[], byte[]> outcome, OutcomePlace place) {
    Record<byte[], byte[]> copy = outcome.withKey(bytes(counter)).withHeaders(outcome.headers());
    String from = place.type().word() + "/" + place.partition() + "/" + place.offset();
    copy.headers().add(PLACE_HEADER, bytes(from));
    context.forward(copy, AnalyticsTopology.MISPLACED);
  }

  private static Record<byte[], byte[]> record(byte[] key, byte[] value, long timeMillis) {
    return new Record<>(key, value, Math.max(0, timeMillis));
  }

  /** The CloudEvents attributes of a message. */
  private record Event(String type, String id, Optional<String> subject) {}

  private void send(String sink, Record<byte[], byte[]> record, Event event) {
    Headers headers = record.headers();
    headers
        .add("ce_specversion", bytes("1.0"))
        .add("ce_type", bytes("counterstream." + event.type()))
        .add("ce_source", bytes("/counterstream/" + topics.applicationId()))
        .add("ce_id", bytes(event.id()))
        .add("ce_time", bytes(Timestamps.text(Instant.ofEpochMilli(record.timestamp()))));
    event.subject().ifPresent(name -> headers.add("ce_subject", bytes(name)));
    headers.add("content-type", bytes("application/json"));
    context.forward(record, sink);
  }

  private String id(OutcomePlace place) {
    return topics.source().of(place.type()) + "/" + place.partition() + "/" + place.offset();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
