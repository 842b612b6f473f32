package io.counterstream.processor.stream;

import io.counterstream.processor.engine.Environment;
import io.counterstream.processor.progress.ProgressWatch;
import java.util.function.Supplier;

/** Finds the state of the calling stream thread. Passed to consumers as a setting. Thread-safe. */
final class StreamThreads {
  /** The consumer setting that holds this object. */
  static final String SETTING = "counterstream.stream.threads";

  private final Supplier<StreamThreadState> current;
  private final FollowedCluster cluster = new FollowedCluster();

  /**
   * Creates it.
   *
   * @param current finds the state of the calling thread
   */
  StreamThreads(Supplier<StreamThreadState> current) {
    this.current = current;
  }

  /** A state for each thread of this JVM. */
  static StreamThreads ofThisJvm(Environment environment, ProgressWatch watch) {
    return new StreamThreads(
        ThreadLocal.withInitial(() -> new StreamThreadState(environment, watch))::get);
  }

  StreamThreadState current() {
    return current.get();
  }

  /** The cluster that the consumers of all threads read. */
  FollowedCluster cluster() {
    return cluster;
  }
}
