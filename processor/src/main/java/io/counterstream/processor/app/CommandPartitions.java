package io.counterstream.processor.app;

import io.counterstream.core.LogSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * The partitions of the command topic.
 *
 * @param logs the logs of those that have a leader
 * @param leaderless those that have none: nobody can read or write them now
 */
record CommandPartitions(Map<TopicPartition, LogSource> logs, List<TopicPartition> leaderless) {

  static CommandPartitions of(TopicDescription topic) {
    Map<TopicPartition, LogSource> logs = new LinkedHashMap<>();
    List<TopicPartition> leaderless = new ArrayList<>();
    for (TopicPartitionInfo info : topic.partitions()) {
      TopicPartition partition = new TopicPartition(topic.name(), info.partition());
      if (info.leader() == null || info.leader().isEmpty()) {
        leaderless.add(partition);
      } else {
        logs.put(partition, new LogSource(topic.topicId().toString(), info.partition()));
      }
    }
    return new CommandPartitions(logs, leaderless);
  }
}
