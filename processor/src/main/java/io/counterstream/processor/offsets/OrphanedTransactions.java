package io.counterstream.processor.offsets;

import io.counterstream.contract.Topics;
import io.counterstream.contract.failure.Causes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aborts the open transactions of owners that were killed, frozen or cut off, when their partitions
 * are assigned to this instance. Otherwise the next owner, which has to know the committed offset,
 * and all readers of the results would wait until {@code transaction.timeout.ms} has passed.
 *
 * <p>An owner that gives a partition up commits or aborts before the partition is assigned to
 * another one. So a transaction that is older than that, with results of the partition, can't be
 * committed any more: the group's coordinator refuses its offsets. To abort it changes no outcome.
 * If Kafka refuses, the transaction ends by its time-out. Thread-safe; nothing here blocks.
 */
public final class OrphanedTransactions implements AssignmentListener {
  private static final Logger LOG = LoggerFactory.getLogger(OrphanedTransactions.class);

  private final Admin admin;
  private final String transactionalIds;
  private final List<String> resultTopics;
  private final ListTransactionsOptions open;
  private final AtomicBoolean refused = new AtomicBoolean();

  /**
   * The transactions of one application.
   *
   * @param admin closed elsewhere
   * @param applicationId Kafka Streams' transactional ids begin with it
   * @param topics the result topics among them have the partitions of the command topic
   * @param age an open transaction that is at least as old is an orphan. The group notices after
   *     the session time-out that an owner died: half of it is less than the age of every orphan,
   *     and more than that of a transaction that began after the assignment
   */
  public OrphanedTransactions(Admin admin, String applicationId, Topics topics, Duration age) {
    this.admin = admin;
    this.transactionalIds = applicationId + "-";
    this.resultTopics = Stream.concat(topics.outcomes().stream(), Stream.of(topics.deadLetters()))
        .toList();
    this.open = new ListTransactionsOptions()
        .filterStates(Set.of(TransactionState.ONGOING))
        .filterOnDuration(age.toMillis());
  }

  @Override
  public void assigned(Collection<TopicPartition> partitions) {
    Set<TopicPartition> results = partitions.stream()
        .flatMap(partition ->
            resultTopics.stream().map(topic -> new TopicPartition(topic, partition.partition())))
        .collect(Collectors.toSet());
    if (!results.isEmpty()) {
      whenDone(admin.listTransactions(open).all(), listed -> describe(listed, results));
    }
  }

  private void describe(Collection<TransactionListing> listed, Set<TopicPartition> results) {
    List<String> ids = listed.stream()
        .map(TransactionListing::transactionalId)
        .filter(id -> id.startsWith(transactionalIds))
        .toList();
    if (!ids.isEmpty()) {
      whenDone(admin.describeTransactions(ids).all(), described -> abort(described, results));
    }
  }

  private void abort(Map<String, TransactionDescription> described, Set<TopicPartition> results) {
    List<String> orphans = described.entrySet().stream()
        .filter(each -> each.getValue().topicPartitions().stream().anyMatch(results::contains))
        .map(Map.Entry::getKey)
        .toList();
    if (!orphans.isEmpty()) {
      whenDone(
          admin.fenceProducers(orphans).all(),
          done -> LOG.info(
              "Aborted the transactions of owners that lost their partitions: {}", orphans));
    }
  }

  private <T> void whenDone(KafkaFuture<T> future, Consumer<T> next) {
    future.whenComplete((result, failed) -> {
      if (failed == null) {
        next.accept(result);
      } else if (refused.compareAndSet(false, true)) {
        LOG.warn(
            "Can't abort transactions of owners that lost their partitions, so they last until"
                + " transaction.timeout.ms: {}",
            Causes.explain(failed));
      }
    });
  }
}
