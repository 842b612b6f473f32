package io.counterstream.processor.engine;

/** Receives engine events, for metrics. Called on any thread; must not block. */
public interface EngineListener {
  /** A listener that ignores every event. */
  EngineListener NONE = new EngineListener() {};

  /** A put or a blind update that recorded {@code commands} commands was accepted. */
  default void writeAccepted(int commands) {}

  /** A put or a blind update was refused because its condition failed. */
  default void writeRefused() {}

  /** An item was read. */
  default void itemRead() {}

  /** The table did not respond to a request or was too busy; the request will be sent again. */
  default void requestFailed() {}

  /** A counter's journal is full, and the counter waits for a commit. */
  default void journalFull() {}
}
