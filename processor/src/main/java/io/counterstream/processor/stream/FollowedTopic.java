package io.counterstream.processor.stream;

import io.counterstream.core.LogSource;
import io.counterstream.processor.offsets.OffsetCheck;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;

/**
 * The command topic as it was when the processor started. A topic that is deleted and created again
 * under the same name is another log, so a processor follows one topic id in its life.
 *
 * <p>Ids are never used again. So if the topic has the followed id after a poll, every record that
 * was polled until then is the followed topic's; unless the broker that tells the id does not know
 * yet what the broker that delivered the records knows.
 *
 * @param name its name
 * @param id its id
 * @param ids looks the id up
 */
record FollowedTopic(String name, Uuid id, TopicIds ids) {
  /** Follows the topic that has this name now. */
  static FollowedTopic of(String name, TopicIds ids) {
    return new FollowedTopic(name, ids.idOf(name), ids);
  }

  LogSource source(int partition) {
    return new LogSource(id.toString(), partition);
  }

  /** Looks the id up again; empty if the topic is still the followed one. */
  Optional<OffsetCheck> check() {
    try {
      Uuid found = ids.idOf(name);
      return found.equals(id)
          ? Optional.empty()
          : Optional.of(new OffsetCheck.TopicReplaced(id, found));
    } catch (KafkaException unknown) {
      return Optional.of(new OffsetCheck.Unknown(unknown));
    }
  }
}
