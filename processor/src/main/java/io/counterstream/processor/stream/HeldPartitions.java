package io.counterstream.processor.stream;

import io.counterstream.core.table.ItemFaultException;
import io.counterstream.processor.engine.Environment;
import io.counterstream.processor.progress.ProgressWatch;
import io.counterstream.processor.progress.Wait;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of this instance that are paused because a counter's item can't be read or
 * written. What such a command's outcome is can't be known, so its partition waits; all others go
 * on. Thread-safe.
 *
 * <p>A partition is also paused, for the time between two looks, when the table fails every request
 * of one of its counters for long, while it responds to those of others.
 *
 * <p>The task is given up once. {@link HoldingConsumer} then delivers no record of the partition,
 * wherever in this instance it is assigned next, and looks at the item now and then: when the item
 * has changed, the partition goes on. After the first look it goes on in any case, once: the item
 * may have been fixed before that look. It also goes on after ten minutes, in case the cause was
 * not in the item. A partition that moves to another instance is held there as soon as the command
 * fails there.
 */
final class HeldPartitions {
  private static final Logger LOG = LoggerFactory.getLogger(HeldPartitions.class);
  private static final Duration TRY_AGAIN_AFTER = Duration.ofMinutes(10);

  private final Environment environment;
  private final ProgressWatch watch;
  private final Function<String, CompletionStage<Integer>> itemHash;
  private final Duration betweenLooks;
  private final Map<TopicPartition, Hold> holds = new ConcurrentHashMap<>();

  /** The items that were looked at before their partition last went on. */
  private final Map<TopicPartition, Item> tried = new ConcurrentHashMap<>();

  /** An item, by a hash that changes when something about it changes. */
  private record Item(String counter, int hash) {}

  /**
   * Creates it without a paused partition.
   *
   * @param environment the clock
   * @param supervision is told of paused partitions
   * @param itemHash requests a hash of a counter's item, whether it can be decoded or not
   */
  HeldPartitions(
      Environment environment,
      Supervision supervision,
      Function<String, CompletionStage<Integer>> itemHash) {
    this.environment = environment;
    this.watch = supervision.watch();
    this.betweenLooks = supervision.betweenLooks();
    this.itemHash = itemHash;
  }

  /** Pauses a partition from its next assignment on. */
  void hold(TopicPartition partition, ItemFaultException fault) {
    String counter = fault.counter();
    Optional<Integer> before = Optional.ofNullable(tried.get(partition))
        .filter(item -> item.counter().equals(counter))
        .map(Item::hash);
    holds.put(partition, new Hold(Optional.of(counter), before, TRY_AGAIN_AFTER));
    watch
        .partition(partition)
        .held(new Wait(
            Wait.Kind.ITEM,
            () -> "the item of counter " + counter + " to be fixed: " + fault.getMessage()));
    LOG.error(
        "{}: paused, all other partitions go on. Counter {}: {}. The partition goes on when the"
            + " item has changed, which is looked at every {} s",
        partition,
        counter,
        fault.getMessage(),
        betweenLooks.toSeconds());
  }

  /**
   * Pauses a partition for a while, because the table fails every request of a counter although
   * those of other counters succeed: the others of its stream thread must not wait as long.
   *
   * @param failures the counter and its failures
   */
  void holdFailing(TopicPartition partition, String failures) {
    holds.put(partition, new Hold(Optional.empty(), Optional.empty(), betweenLooks));
    watch
        .partition(partition)
        .held(new Wait(
            Wait.Kind.TABLE,
            () -> "the table: its requests fail for " + failures + "; they are sent again "
                + betweenLooks.toSeconds() + " s after the last try"));
  }

  boolean isHeld(TopicPartition partition) {
    return holds.containsKey(partition);
  }

  /**
   * Looks at the items of the paused partitions among these, and lets partitions go on. Called with
   * each poll of their stream thread; does not block.
   */
  void look(Collection<TopicPartition> assigned) {
    for (TopicPartition partition : assigned) {
      Hold hold = holds.get(partition);
      if (hold != null && hold.look()) {
        holds.remove(partition);
        hold.item().ifPresent(item -> tried.put(partition, item));
        watch.partition(partition).resumed();
        hold.counter.ifPresent(counter ->
            LOG.info("{}: goes on, the item of counter {} is tried again", partition, counter));
      }
    }
  }

  /** Learns which partitions are held. */
  ProgressWatch watch() {
    return watch;
  }

  /** Whether no partition is paused. */
  boolean isEmpty() {
    return holds.isEmpty();
  }

  /** One paused partition. Used by the stream thread that it is assigned to. */
  private final class Hold {
    /** The counter whose item is at fault; empty if it is not the item. */
    private final Optional<String> counter;

    private final Duration tryAgainAfter;
    private final long sinceNanos;
    private long nextLookNanos;

    /** The hash of the item, at the last look; empty if it is not known which item failed. */
    private Optional<Integer> before;

    private Optional<CompletableFuture<Integer>> looking = Optional.empty();

    Hold(Optional<String> counter, Optional<Integer> before, Duration tryAgainAfter) {
      this.counter = counter;
      this.before = before;
      this.tryAgainAfter = tryAgainAfter;
      this.sinceNanos = environment.nanoTime();
      this.nextLookNanos = sinceNanos;
    }

    /** Returns whether the partition may go on. */
    boolean look() {
      boolean changed =
          looking.filter(CompletableFuture::isDone).map(this::changed).orElse(false);
      long now = environment.nanoTime();
      if (counter.isPresent() && looking.isEmpty() && now - nextLookNanos >= 0) {
        nextLookNanos = now + betweenLooks.toNanos();
        looking = Optional.of(itemHash.apply(counter.get()).toCompletableFuture());
      }
      return changed || now - sinceNanos >= tryAgainAfter.toNanos();
    }

    private boolean changed(CompletableFuture<Integer> response) {
      looking = Optional.empty();
      if (response.isCompletedExceptionally()) {
        return false;
      }
      Optional<Integer> now = Optional.of(response.join());
      boolean different = !before.equals(now);
      before = now;
      return different;
    }

    /** Returns the item as it was last looked at. */
    private Optional<Item> item() {
      return counter.flatMap(name -> before.map(hash -> new Item(name, hash)));
    }
  }
}
