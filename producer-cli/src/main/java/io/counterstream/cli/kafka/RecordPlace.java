package io.counterstream.cli.kafka;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where a record is.
 *
 * @param topic the topic
 * @param partition the partition
 * @param offset the offset in the partition
 */
public record RecordPlace(String topic, int partition, long offset) {
  /** Returns where a record is. */
  public static RecordPlace of(ConsumerRecord<?, ?> message) {
    return new RecordPlace(message.topic(), message.partition(), message.offset());
  }

  /** Returns the place as in {@code counter-applied partition 3 offset 17}. */
  public String text() {
    return topic + " partition " + partition + " offset " + offset;
  }

  /** Writes the place as a JSON object. */
  public void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("topic", topic);
    json.writeNumberField("partition", partition);
    json.writeNumberField("offset", offset);
    json.writeEndObject();
  }
}
