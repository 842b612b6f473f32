package io.counterstream.processor.simulation;

import io.counterstream.contract.Topics;
import io.counterstream.processor.offsets.ResultTails;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.KafkaFutureImpl;

/** The clients with which one instance reads result topics. Others may act before each request. */
final class ResultReader implements InvocationHandler {
  private final SimulatedDeployment deployment;
  private final ProcessorInstance reader;

  private ResultReader(SimulatedDeployment deployment, ProcessorInstance reader) {
    this.deployment = deployment;
    this.reader = reader;
  }

  /** The real reader of the tails, over these clients. */
  static ResultTails of(SimulatedDeployment deployment, ProcessorInstance reader) {
    ResultReader clients = new ResultReader(deployment, reader);
    Admin admin = (Admin)
        Proxy.newProxyInstance(Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, clients);
    return new ResultTails(admin, clients::committedRecords, Topics.DEFAULT);
  }

  @Override
  @SuppressWarnings("unchecked")
  public Object invoke(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "describeTopics" -> describeTopics((Collection<String>) arguments[0]);
      case "listOffsets" ->
        listOffsets(
            (Map<TopicPartition, OffsetSpec>) arguments[0], (ListOffsetsOptions) arguments[1]);
      default -> throw new UnsupportedOperationException(method.getName());
    };
  }

  private DescribeTopicsResult describeTopics(Collection<String> names) {
    reader.pause();
    List<TopicPartitionInfo> partitions = deployment.kafka.partitions().stream()
        .map(of -> new TopicPartitionInfo(of.partition(), Node.noNode(), List.of(), List.of()))
        .toList();
    Map<String, KafkaFuture<TopicDescription>> found = new HashMap<>();
    names.forEach(name -> found.put(
        name, KafkaFuture.completedFuture(new TopicDescription(name, false, partitions))));
    return new DescribeTopicsResult(null, found) {};
  }

  private ListOffsetsResult listOffsets(
      Map<TopicPartition, OffsetSpec> wanted, ListOffsetsOptions options) {
    reader.pause();
    Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> found = new HashMap<>();
    wanted.forEach((partition, which) ->
        found.put(partition, offset(partition, which, options.isolationLevel())));
    return new ListOffsetsResult(found);
  }

  private KafkaFuture<ListOffsetsResultInfo> offset(
      TopicPartition partition, OffsetSpec which, IsolationLevel isolation) {
    if (!deployment.kafka.leaders().has(partition)) {
      deployment.met(StreamEvent.OFFSET_READ_WITHOUT_A_LEADER);
      KafkaFutureImpl<ListOffsetsResultInfo> late = new KafkaFutureImpl<>();
      late.completeExceptionally(new TimeoutException(partition + " has no leader"));
      return late;
    }
    long offset = which instanceof OffsetSpec.EarliestSpec ? 0 : end(partition, isolation);
    return KafkaFuture.completedFuture(new ListOffsetsResultInfo(offset, -1, Optional.empty()));
  }

  private long end(TopicPartition partition, IsolationLevel isolation) {
    long stable = deployment.kafka.results().stableEnd(partition);
    long end = deployment.kafka.results().end(partition);
    if (stable < end) {
      deployment.met(StreamEvent.RESULTS_BEHIND_AN_OPEN_TRANSACTION);
    }
    return isolation == IsolationLevel.READ_COMMITTED ? stable : end;
  }

  private Consumer<byte[], byte[]> committedRecords() {
    return new MockConsumer<>("none") {
      @Override
      public synchronized void assign(Collection<TopicPartition> partitions) {
        super.assign(partitions);
        reader.pause();
        for (TopicPartition partition : partitions) {
          updateBeginningOffsets(Map.of(partition, 0L));
          deployment.kafka.results().committed(partition).forEach(this::addRecord);
        }
      }

      /** Passes the records of aborted transactions too. */
      @Override
      public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        ConsumerRecords<byte[], byte[]> polled = super.poll(timeout);
        assignment()
            .forEach(partition -> seek(partition, deployment.kafka.results().stableEnd(partition)));
        return polled;
      }
    };
  }
}
