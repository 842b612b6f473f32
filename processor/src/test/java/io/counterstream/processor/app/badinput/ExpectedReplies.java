package io.counterstream.processor.app.badinput;

import io.counterstream.contract.badinput.Unicode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Which outcomes one reply topic gets, of all that name topics for their replies. */
public final class ExpectedReplies {
  private final String topic;
  private final int partitions;
  private final Map<String, OptionalInt> expected = new HashMap<>();

  /** For an existing topic that the operator allows. */
  public ExpectedReplies(String topic, int partitions) {
    this.topic = topic;
    this.partitions = partitions;
  }

  /** Notes the reply to a command, if there has to be one. */
  void note(ConsumerRecord<byte[], byte[]> command, String outcomeId) {
    Header named = command.headers().lastHeader("kafka_replyTopic");
    if (named == null
        || named.value() == null
        || !Unicode.decoded(named.value()).filter(topic::equals).isPresent()) {
      return;
    }
    Header partition = command.headers().lastHeader("kafka_replyPartition");
    if (partition == null) {
      expected.put(outcomeId, OptionalInt.empty());
    } else if (partition.value() != null && partition.value().length == Integer.BYTES) {
      int number = ByteBuffer.wrap(partition.value()).getInt();
      if (number >= 0 && number < partitions) {
        expected.put(outcomeId, OptionalInt.of(number));
      }
    }
  }

  /** How many there have to be. */
  public int count() {
    return expected.size();
  }

  /** What is wrong with the records of the topic. */
  public List<String> faults(List<ConsumerRecord<byte[], byte[]>> replies) {
    List<String> faults = new ArrayList<>();
    Map<String, OptionalInt> missing = new HashMap<>(expected);
    for (ConsumerRecord<byte[], byte[]> reply : replies) {
      String id = Unicode.decoded(reply.headers().lastHeader("ce_id").value()).orElseThrow();
      OptionalInt partition = missing.remove(id);
      if (partition == null) {
        faults.add("a reply that nobody asked for, or a second one: " + id);
      } else if (partition.orElse(reply.partition()) != reply.partition()) {
        faults.add("the reply " + id + " stands in partition " + reply.partition());
      }
    }
    missing.keySet().forEach(id -> faults.add("there is no reply " + id));
    return faults;
  }
}
