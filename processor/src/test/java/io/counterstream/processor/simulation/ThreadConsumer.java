package io.counterstream.processor.simulation;

import io.counterstream.processor.stream.StreamThreadDriver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** The consumer of one stream thread: fetches records and shows each poll to the interceptor. */
final class ThreadConsumer {
  static final int POLL_RECORDS_MAX = 5;

  private final SimulatedDeployment deployment;
  private final ProcessorInstance instance;
  private final StreamThreadDriver driver;
  private Uuid topicId;

  /** The partition that is fetched first: the one after that which had records last. */
  private int turn;

  ThreadConsumer(
      SimulatedDeployment deployment, ProcessorInstance instance, StreamThreadDriver driver) {
    this.deployment = deployment;
    this.instance = instance;
    this.driver = driver;
    this.topicId = deployment.kafka.topicId();
  }

  /** Polls for the thread's tasks; returns whether there were records. */
  boolean poll(Map<TopicPartition, TaskBuffer> tasks) {
    if (!topicId.equals(deployment.kafka.topicId())) {
      topicId = deployment.kafka.topicId();
      driver.metadataChanged();
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled = fetch(tasks);
    if (polled.isEmpty()) {
      return false;
    }
    if (deployment.choices.chance(2)) {
      intercept(new FailingRecords(polled, deployment.choices.below(polled.size())));
    } else {
      intercept(new ConsumerRecords<>(polled, Map.of()));
    }
    if (deployment.choices.chance(1)) {
      // Kafka Streams may do so if the consumer throws after its interceptors were called.
      deployment.met(StreamEvent.POLL_DISCARDED);
      deployment.say("%s: the poll of %s is discarded", instance, polled.keySet());
      return true;
    }
    polled.forEach((partition, more) -> tasks.get(partition).add(more));
    return true;
  }

  private Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetch(
      Map<TopicPartition, TaskBuffer> tasks) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled = new HashMap<>();
    int room = POLL_RECORDS_MAX - deployment.choices.below(POLL_RECORDS_MAX);
    Set<TopicPartition> paused = driver.paused(tasks.keySet());
    List<TopicPartition> inTurn = new ArrayList<>(deployment.kafka.partitions());
    Collections.rotate(inTurn, -turn);
    for (TopicPartition partition : inTurn) {
      TaskBuffer task = tasks.get(partition);
      if (task != null
          && !paused.contains(partition)
          && deployment.kafka.leaders().has(partition)
          && task.findPosition(partition)) {
        List<ConsumerRecord<byte[], byte[]>> records =
            task.fetch(deployment.kafka.log(partition), partition, room);
        if (!records.isEmpty()) {
          polled.put(partition, records);
          turn = partition.partition() + 1;
          room -= records.size();
        }
      }
    }
    return polled;
  }

  /** The consumer logs and discards an exception of an interceptor. */
  private void intercept(ConsumerRecords<byte[], byte[]> records) {
    try {
      driver.polled(records);
    } catch (RuntimeException discarded) {
      deployment.met(StreamEvent.INTERCEPTOR_FAILED);
      deployment.say("%s: the interceptor failed, %s", instance, discarded);
    }
  }
}
