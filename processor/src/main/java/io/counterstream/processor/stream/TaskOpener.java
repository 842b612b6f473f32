package io.counterstream.processor.stream;

/** Opens the partition of a task at its first delivered record. Used by the stream thread. */
@FunctionalInterface
interface TaskOpener extends AutoCloseable {
  /**
   * Opens the partition.
   *
   * @param first the offset of the first record that the task processes
   */
  OpenPartition open(long first);

  /**
   * Begins to read what {@link #open} needs where the group continues, and does not wait for it.
   */
  default void prepare() {}

  /**
   * Begins to read it for another record, if a poll has shown that one first.
   *
   * @param first the offset of the first record that a poll has shown
   */
  default void prepare(long first) {}

  /** Whether it is read, so that {@link #open} need not wait. */
  default boolean isPrepared(long first) {
    return true;
  }

  /** The task is closed: what is not read yet is not needed. */
  @Override
  default void close() {}
}
