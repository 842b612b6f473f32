package io.counterstream.processor.stream;

import io.counterstream.processor.engine.Environment;
import io.counterstream.processor.offsets.AssignmentListener;
import io.counterstream.processor.progress.ProgressWatch;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * A consumer that delivers no record of {@link HeldPartitions} and of assigned partitions that are
 * being prepared, reports its positions to the progress watch, and ends a poll when a commit is
 * due. Delegates everything else. Used by one stream thread.
 *
 * <p>Kafka Streams pauses and resumes partitions for its own reasons. A partition that waits stays
 * paused when Streams resumes it, and Streams does not see that it is paused; when it no longer
 * waits, it is as Streams left it.
 *
 * <p>A dynamic proxy, because the interface has more than sixty methods, of which five matter.
 */
final class HoldingConsumer implements InvocationHandler {
  private static final Duration BETWEEN_POSITIONS = Duration.ofSeconds(1);

  /** The longest poll while a partition is being prepared, whose end does not end a poll. */
  private static final Duration POLL_MAX_WHILE_PREPARING = Duration.ofMillis(5);

  private final Consumer<byte[], byte[]> consumer;
  private final HeldPartitions held;
  private final ProgressWatch watch;
  private final Environment environment;
  private final Supplier<CommitSpacing> commits;
  private final PreparedTogether assignments;

  /** The partitions that are paused because they wait, and not by Kafka Streams. */
  private final Set<TopicPartition> pausedHere = new HashSet<>();

  private long nextPositionsNanos;

  private HoldingConsumer(
      Consumer<byte[], byte[]> consumer,
      HeldPartitions held,
      Environment environment,
      Supplier<CommitSpacing> commits,
      AssignmentListener assignments) {
    this.consumer = consumer;
    this.held = held;
    this.watch = held.watch();
    this.environment = environment;
    this.commits = commits;
    this.assignments = new PreparedTogether(assignments, environment);
    this.nextPositionsNanos = environment.nanoTime();
  }

  /**
   * Wraps a consumer.
   *
   * @param held the partitions from which no record is delivered
   * @param commits when the polling thread commits
   * @param assignments learns of assigned partitions, on the polling thread, and prepares them
   */
  @SuppressWarnings("unchecked")
  static Consumer<byte[], byte[]> of(
      Consumer<byte[], byte[]> consumer,
      HeldPartitions held,
      Environment environment,
      Supplier<CommitSpacing> commits,
      AssignmentListener assignments) {
    return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
        HoldingConsumer.class.getClassLoader(),
        new Class<?>[] {Consumer.class},
        new HoldingConsumer(consumer, held, environment, commits, assignments));
  }

  @Override
  @SuppressWarnings("unchecked")
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    switch (method.getName()) {
      case "poll":
        look();
        // Before the poll: what this throws (a position that is gone, for example) would throw away
        // the records of a poll that has returned, and Kafka Streams would commit beyond them.
        reportPositions();
        return poll((Duration) arguments[0]);
      case "pause":
        pausedHere.removeAll((Collection<TopicPartition>) arguments[0]);
        return delegate(method, arguments);
      case "resume":
        resume((Collection<TopicPartition>) arguments[0]);
        return null;
      case "paused":
        Set<TopicPartition> paused = new HashSet<>(consumer.paused());
        paused.removeAll(pausedHere);
        return paused;
      case "subscribe":
        return delegate(method, listening(arguments));
      default:
        return delegate(method, arguments);
    }
  }

  private Object poll(Duration timeout) {
    ConsumerRecords<byte[], byte[]> records =
        consumer.poll(commits.get().pollMax(timeoutWhilePreparing(timeout)));
    commits.get().requestIfDue();
    return records;
  }

  private Duration timeoutWhilePreparing(Duration timeout) {
    boolean isLonger = timeout.compareTo(POLL_MAX_WHILE_PREPARING) > 0;
    return isLonger && pausedHere.stream().anyMatch(assignments::isPreparing)
        ? POLL_MAX_WHILE_PREPARING
        : timeout;
  }

  private Object delegate(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(consumer, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  private boolean waits(TopicPartition partition) {
    return held.isHeld(partition) || assignments.isPreparing(partition);
  }

  /** Pauses partitions that wait, and resumes those that do not wait any more. */
  private void look() {
    if (held.isEmpty() && pausedHere.isEmpty()) {
      return;
    }
    Set<TopicPartition> assigned = consumer.assignment();
    held.look(assigned);
    pauseWaiting(assigned);
    Set<TopicPartition> released = new HashSet<>(pausedHere);
    released.removeIf(this::waits);
    pausedHere.removeAll(released);
    released.retainAll(assigned);
    consumer.resume(released);
  }

  private void pauseWaiting(Collection<TopicPartition> assigned) {
    Set<TopicPartition> wanted = new HashSet<>(assigned);
    wanted.removeIf(partition -> !waits(partition));
    Set<TopicPartition> open = new HashSet<>(wanted);
    open.removeAll(consumer.paused());
    consumer.pause(wanted);
    pausedHere.addAll(open);
  }

  private void resume(Collection<TopicPartition> partitions) {
    assignments.resumed(partitions);
    Set<TopicPartition> resumed = new HashSet<>(partitions);
    resumed.removeIf(this::waits);
    consumer.resume(resumed);
    Set<TopicPartition> kept = new HashSet<>(partitions);
    kept.removeAll(resumed);
    pausedHere.addAll(kept);
  }

  /** A partition is paused before the poll that assigns it fetches records. */
  private Object[] listening(Object[] arguments) {
    Object[] wrapped = arguments.clone();
    for (int i = 0; i < wrapped.length; i++) {
      if (wrapped[i] instanceof ConsumerRebalanceListener listener) {
        wrapped[i] = new PausingListener(listener);
      }
    }
    return wrapped;
  }

  private void reportPositions() {
    long now = environment.nanoTime();
    if (now - nextPositionsNanos < 0) {
      return;
    }
    nextPositionsNanos = now + BETWEEN_POSITIONS.toNanos();
    for (TopicPartition partition : consumer.assignment()) {
      try {
        watch.partition(partition).positionIs(consumer.position(partition, Duration.ZERO));
      } catch (TimeoutException unknown) {
        // The consumer does not know its position yet.
      }
    }
  }

  /** Passes the changes of the assignment on, and pauses what waits. */
  private final class PausingListener implements ConsumerRebalanceListener {
    private final ConsumerRebalanceListener listener;

    PausingListener(ConsumerRebalanceListener listener) {
      this.listener = listener;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      // An assigned partition is not paused, whatever it was before.
      pausedHere.removeAll(partitions);
      assignments.assigned(partitions);
      listener.onPartitionsAssigned(partitions);
      Set<TopicPartition> notPaused = new HashSet<>(partitions);
      notPaused.removeAll(consumer.paused());
      assignments.resumed(notPaused);
      pauseWaiting(consumer.assignment());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      pausedHere.removeAll(partitions);
      assignments.revoked(partitions);
      listener.onPartitionsRevoked(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      pausedHere.removeAll(partitions);
      assignments.revoked(partitions);
      listener.onPartitionsLost(partitions);
    }
  }
}
