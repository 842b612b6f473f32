package io.counterstream.processor.engine;

/** Is told what the engine does, for metrics. Called on any thread; must be quick. */
public interface EngineListener {
  /** A listener that ignores everything. */
  EngineListener NONE = new EngineListener() {};

  /** A put that recorded {@code commands} commands was accepted. */
  default void putAccepted(int commands) {}

  /** A put was refused because the table held something else. */
  default void putRefused() {}

  /** An item was read. */
  default void itemRead() {}

  /** A request was not answered, or the table was too busy; it will be sent again. */
  default void requestFailed() {}

  /** A counter's journal is full and waits for a commit. */
  default void journalFull() {}
}
