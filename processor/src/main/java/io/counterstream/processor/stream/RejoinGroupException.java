package io.counterstream.processor.stream;

import org.apache.kafka.streams.errors.TaskMigratedException;

/**
 * Ends the task: Kafka Streams aborts the transaction, the thread joins the group again, and the
 * uncommitted commands are redelivered. Without a stack trace, because it is expected.
 */
final class RejoinGroupException extends TaskMigratedException {
  private static final long serialVersionUID = 1L;

  /** With the reason, which names the partition and the offset. */
  RejoinGroupException(String reason) {
    super(reason + "; joining the group again");
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
