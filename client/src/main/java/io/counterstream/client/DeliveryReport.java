package io.counterstream.client;

/** What is known about a command's record after the producer was done with it. */
sealed interface DeliveryReport {
  /** The record is in the log, at this offset. */
  record Persisted(long offset) implements DeliveryReport {}

  /** The record is not in the log and never will be. */
  record NotPersisted(Throwable failure) implements DeliveryReport {}

  /** The record may be in the log, or may still arrive there; the producer has given up. */
  record PossiblyPersisted(Throwable failure) implements DeliveryReport {}
}
