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

/** The outcomes that one reply topic receives, of all commands that name a reply topic. */
public final class ExpectedReplies {
  private final String topic;
  private final int partitions;
  private final Map<String, OptionalInt> expected = new HashMap<>();

  /** Takes an existing topic that the operator allows. */
  public ExpectedReplies(String topic, int partitions) {
    this.topic = topic;
    this.partitions = partitions;
  }

  /** Expects the reply to a command, if it names this topic. */
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

  /** Returns the number of expected replies. */
  public int count() {
    return expected.size();
  }

  /** Returns the differences between the replies and the expected ones. */
  public List<String> faults(List<ConsumerRecord<byte[], byte[]>> replies) {
    List<String> faults = new ArrayList<>();
    Map<String, OptionalInt> missing = new HashMap<>(expected);
    for (ConsumerRecord<byte[], byte[]> reply : replies) {
      String id = Unicode.decoded(reply.headers().lastHeader("ce_id").value()).orElseThrow();
      OptionalInt partition = missing.remove(id);
      if (partition == null) {
        faults.add("a reply that was not asked for, or a second one: " + id);
      } else if (partition.orElse(reply.partition()) != reply.partition()) {
        faults.add("the reply " + id + " is in partition " + reply.partition());
      }
    }
    missing.keySet().forEach(id -> faults.add("there is no reply " + id));
    return faults;
  }
}
