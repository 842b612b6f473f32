package io.counterstream.processor.stream;

/** Finds the calling stream thread's work; handed to consumers as a setting. Thread-safe. */
final class Lookahead {
  /** The consumer setting that holds this object. */
  static final String SETTING = "counterstream.lookahead";

  private final ThreadLocal<ThreadWork> work = ThreadLocal.withInitial(ThreadWork::new);

  ThreadWork ofThisThread() {
    return work.get();
  }
}
