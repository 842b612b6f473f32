package com.example.counters;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;
import org.springframework.stereotype.Component;

/** Sends commands, and receives each outcome twice: from the result topics, and as a reply. */
@Component
class CounterCommands implements ConsumerSeekAware {
  private static final int TIMEOUT_SECONDS = 30;

  private final ReplyingKafkaTemplate<String, IncrementCommand, Outcome> template;
  private final Map<String, CompletableFuture<ConsumerRecord<String, Outcome>>> waiting =
      new ConcurrentHashMap<>();
  private final CountDownLatch listening = new CountDownLatch(1);

  CounterCommands(ReplyingKafkaTemplate<String, IncrementCommand, Outcome> template) {
    this.template = template;
  }

  /** Waits until both listeners know where the topics end now. Earlier, an outcome may be missed. */
  void awaitListening() throws InterruptedException {
    if (!listening.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        || !template.waitForAssignment(Duration.ofSeconds(TIMEOUT_SECONDS))) {
      throw new IllegalStateException("no partitions within " + TIMEOUT_SECONDS
          + " s. Does the processor run? Its --provision creates the topics");
    }
  }

  /** Sends a command and prints its outcome, with the topic that it came from. */
  void send(String counter, long delta, Object expected) throws Exception {
    String commandId = UUID.randomUUID().toString();
    CompletableFuture<ConsumerRecord<String, Outcome>> result = new CompletableFuture<>();
    waiting.put(commandId, result); // before the command is on its way
    try {
      CompletableFuture<ConsumerRecord<String, Outcome>> reply =
          template.sendAndReceive(
              new ProducerRecord<>(
                  "counter-commands",
                  counter, // the key; Kafka's partitioner is the one that is right
                  new IncrementCommand(commandId, counter, delta, expected)));
      print(result.get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
      print(reply.get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException late) {
      throw new IllegalStateException(
          "no outcome of " + commandId + " within " + TIMEOUT_SECONDS + " s. Is the processor"
              + " running, with reply.topics=" + CounterApplication.REPLIES + "?",
          late);
    } finally {
      waiting.remove(commandId);
    }
  }

  // The group is this process's own: in a shared one, another member would read our outcomes.
  @KafkaListener(
      topics = {"counter-applied", "counter-conflicts", "counter-rejected"},
      groupId = "results-${random.uuid}")
  void receive(ConsumerRecord<String, Outcome> record) {
    CompletableFuture<ConsumerRecord<String, Outcome>> result =
        waiting.get(record.value().commandId());
    if (result != null) {
      result.complete(record);
    }
  }

  @Override
  public void onPartitionsAssigned(
      Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
    listening.countDown();
  }

  private static void print(ConsumerRecord<String, Outcome> record) {
    System.out.printf("%-17s  %s%n", record.topic(), record.value());
  }
}
