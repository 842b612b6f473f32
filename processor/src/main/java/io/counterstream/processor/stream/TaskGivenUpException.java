package io.counterstream.processor.stream;

import org.apache.kafka.streams.errors.TaskMigratedException;

/**
 * The task is given up and its thread joins the group again: Streams' public way to abort the
 * transaction and have the commands delivered anew. Without a stack trace, as it is expected.
 */
final class TaskGivenUpException extends TaskMigratedException {
  private static final long serialVersionUID = 1L;

  TaskGivenUpException(String message) {
    super(message);
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
