package io.counterstream.processor.stream;

import io.counterstream.processor.offsets.OffsetCheck;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The cluster that the processor's consumers read. Bootstrap servers may lead a consumer that finds
 * no broker to another cluster, whose topics are other logs, while the client that looks up the
 * topic's id still has a connection to the first one. Thread-safe.
 */
final class FollowedCluster {
  private final AtomicReference<String> id = new AtomicReference<>();
  private final AtomicReference<String> other = new AtomicReference<>();

  /**
   * The metadata of a consumer came from this cluster; the first one is followed.
   *
   * @param found the cluster's id; null if its brokers do not tell it
   */
  void found(String found) {
    if (found != null && !id.compareAndSet(null, found) && !found.equals(id.get())) {
      other.set(found);
    }
  }

  /** Empty if no consumer has found another cluster. */
  Optional<OffsetCheck> check() {
    return Optional.ofNullable(other.get())
        .map(found -> new OffsetCheck.ClusterReplaced(id.get(), found));
  }
}
