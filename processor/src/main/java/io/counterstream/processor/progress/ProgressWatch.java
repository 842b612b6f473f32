package io.counterstream.processor.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Knows of each partition of this instance how far it is and what it waits for. Thread-safe. Has
 * neither a thread nor a clock of its own.
 */
public final class ProgressWatch {
  private final LongSupplier nanoClock;
  private final Duration limit;
  private final Map<TopicPartition, PartitionProgress> partitions = new ConcurrentHashMap<>();
  private final List<ThreadProgress> threads = new CopyOnWriteArrayList<>();

  /**
   * Creates a watch of an instance without partitions.
   *
   * @param nanoClock a time that only rises
   * @param limit the longest time that is normal between two commits while records wait
   */
  public ProgressWatch(LongSupplier nanoClock, Duration limit) {
    this.nanoClock = nanoClock;
    this.limit = limit;
  }

  /** Creates the progress of another stream thread. */
  public ThreadProgress newThread() {
    ThreadProgress thread = new ThreadProgress(nanoClock);
    threads.add(thread);
    return thread;
  }

  /** The progress of a partition. */
  public PartitionProgress partition(TopicPartition partition) {
    return partitions.computeIfAbsent(
        partition, unused -> new PartitionProgress(partition, nanoClock));
  }

  /** The partitions that this instance processes now. */
  public List<TopicPartition> owned() {
    return partitions.values().stream()
        .filter(PartitionProgress::isOwned)
        .map(PartitionProgress::partition)
        .toList();
  }

  /** Whether a partition of this instance seems to make no progress. */
  public boolean suspects() {
    return partitions.values().stream()
        .anyMatch(each -> each.isOwned() && each.stalled(limit).isPresent());
  }

  /** The committed records of a partition end at this offset. */
  public void endIs(TopicPartition partition, long offset) {
    partition(partition).endIs(offset);
  }

  /**
   * Makes each wait fail that has lasted for longer than a transaction may, if it can fail: its
   * commands are then redelivered.
   */
  public void abandonWaitsAfter(Duration transactionTimeout) {
    threads.forEach(thread -> thread.abandonAfter(transactionTimeout));
  }

  /** The seconds since the last progress while records wait, of each partition processed here. */
  public Map<TopicPartition, Duration> ages() {
    Map<TopicPartition, Duration> ages =
        new TreeMap<>(Comparator.comparing(TopicPartition::toString));
    partitions.values().stream()
        .filter(PartitionProgress::isOwned)
        .forEach(each -> ages.put(each.partition(), each.age()));
    return ages;
  }

  /** The stalls of the partitions processed here; those with the same cause are one. */
  public List<Stall> stalls() {
    Map<String, Stall> byCause = new TreeMap<>();
    for (TopicPartition owned : owned()) {
      partition(owned).stalled(limit).ifPresent(waiting -> {
        String cause = "waits for " + waiting.reason().detail().get();
        byCause.merge(
            cause,
            new Stall(waiting.reason().kind(), cause, List.of(owned.toString()), waiting.lasted()),
            ProgressWatch::merged);
      });
    }
    return List.copyOf(byCause.values());
  }

  private static Stall merged(Stall one, Stall other) {
    List<String> both = new ArrayList<>(one.partitions());
    both.addAll(other.partitions());
    both.sort(Comparator.naturalOrder());
    Duration longer = one.lasted().compareTo(other.lasted()) < 0 ? other.lasted() : one.lasted();
    return new Stall(one.kind(), one.cause(), both, longer);
  }
}
