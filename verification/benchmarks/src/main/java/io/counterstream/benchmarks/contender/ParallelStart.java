package io.counterstream.benchmarks.contender;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.json.OutcomeCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * Confluent Parallel Consumer: parallel across keys, one write per command, one outcome produced.
 * Neither the write nor the outcome is part of a transaction: after a crash commands are applied
 * again.
 */
final class ParallelStart {
  /** Threads, each of which waits for a write. */
  private static final int IN_FLIGHT = 64;

  private ParallelStart() {}

  static AutoCloseable start(Assignment assignment) {
    DynamoDbAsyncClient client = TableClients.connect(assignment);
    OneWrite table = new OneWrite(client, assignment.table());
    Topics topics = assignment.topics();
    ParallelStreamProcessor<byte[], byte[]> parallel =
        ParallelStreamProcessor.createEosStreamProcessor(
            ParallelConsumerOptions.<byte[], byte[]>builder()
                .consumer(consumer(assignment))
                .producer(producer(assignment))
                .ordering(ProcessingOrder.KEY)
                .maxConcurrency(IN_FLIGHT)
                .commitMode(CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
                .build());
    parallel.subscribe(List.of(topics.commands()));
    parallel.pollAndProduce(polled -> decide(polled.getSingleConsumerRecord(), table, topics));
    return () -> {
      parallel.close();
      client.close();
    };
  }

  private static ProducerRecord<byte[], byte[]> decide(
      ConsumerRecord<byte[], byte[]> record, OneWrite table, Topics topics) {
    CounterCommand command = EachCommand.decode(record.key(), record.value());
    Outcome outcome =
        table.apply(command, Instant.ofEpochMilli(record.timestamp())).join();
    return new ProducerRecord<>(
        topics.of(outcome.type()), record.key(), OutcomeCodec.encode(outcome));
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Assignment assignment) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            assignment.bootstrapServers(),
            "group.id",
            assignment.name(),
            "enable.auto.commit",
            false,
            "auto.offset.reset",
            "earliest",
            "max.poll.records",
            1000),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /** Does not linger: each thread waits for the acknowledgement of its only outcome. */
  private static KafkaProducer<byte[], byte[]> producer(Assignment assignment) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            assignment.bootstrapServers(),
            "linger.ms",
            0,
            "compression.type",
            "lz4"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
