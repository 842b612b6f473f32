package io.counterstream.processor.app.badinput;

import io.counterstream.contract.badinput.Unicode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The headers of a result, by docs/contract.md: those that the record passes on, then ours. */
public final class ExpectedHeaders {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final Pattern OF_PAYLOAD =
      Pattern.compile("(?is)ce_.*|(original)?content-?type|content-encoding|message-type"
          + "|__(key_)?(content|key)?typeid__|spring\\.kafka\\.(key\\.)?serialization\\.selector"
          + "|springDeserializerException.*|__(key|value)_schema_id|apicurio\\.(key|value)\\..*");
  private static final Pattern OF_DEAD_LETTER =
      Pattern.compile("__streams\\.errors\\.(exception|message|stacktrace|topic|partition|offset)"
          + "|counterstream_topic_id");

  private final List<Header> headers = new ArrayList<>();

  private ExpectedHeaders() {}

  /** Returns those of an outcome with this event id. */
  public static List<Header> ofOutcome(
      ConsumerRecord<byte[], byte[]> command, String type, String id, Optional<String> counter) {
    ExpectedHeaders expected = new ExpectedHeaders();
    expected.copy(command, OF_PAYLOAD);
    expected.add("ce_specversion", "1.0");
    expected.add("ce_type", "counterstream." + type);
    expected.add("ce_source", "/counterstream/" + command.topic());
    expected.add("ce_id", id);
    String time = TIME.format(Instant.ofEpochMilli(command.timestamp()));
    if (time.matches("\\d{4}-.*")) {
      expected.add("ce_time", time);
    }
    counter.ifPresent(name -> expected.add("ce_subject", name));
    expected.add("content-type", "application/json");
    return expected.headers;
  }

  /** Returns those of a dead letter with this message. */
  public static List<Header> ofDeadLetter(
      ConsumerRecord<byte[], byte[]> record, String topicId, String message) {
    ExpectedHeaders expected = new ExpectedHeaders();
    expected.copy(record, OF_DEAD_LETTER);
    expected.add(
        "__streams.errors.exception", "io.counterstream.contract.json.DecodedCommand$Unreadable");
    expected.add("__streams.errors.message", message);
    expected.add("__streams.errors.topic", record.topic());
    expected.add("__streams.errors.partition", Integer.toString(record.partition()));
    expected.add("__streams.errors.offset", Long.toString(record.offset()));
    expected.add("counterstream_topic_id", topicId);
    return expected.headers;
  }

  private void copy(ConsumerRecord<byte[], byte[]> record, Pattern except) {
    for (Header header : record.headers()) {
      if (!except.matcher(header.key()).matches()) {
        headers.add(header);
      }
    }
  }

  private void add(String key, String value) {
    headers.add(new RecordHeader(key, Unicode.utf8(value)));
  }
}
