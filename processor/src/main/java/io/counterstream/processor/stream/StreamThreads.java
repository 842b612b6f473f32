package io.counterstream.processor.stream;

/** Finds the state of the calling stream thread. Passed to consumers as a setting. Thread-safe. */
final class StreamThreads {
  /** The consumer setting that holds this object. */
  static final String SETTING = "counterstream.stream.threads";

  private final ThreadLocal<StreamThreadState> states =
      ThreadLocal.withInitial(StreamThreadState::new);

  StreamThreadState current() {
    return states.get();
  }
}
