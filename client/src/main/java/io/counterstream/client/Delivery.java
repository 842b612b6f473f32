package io.counterstream.client;

/** What became of an attempt to append a command to the log. */
sealed interface Delivery {
  /** It is in the log, at this offset. */
  record Stored(long offset) implements Delivery {}

  /** It is not in the log and never will be. */
  record NotStored(Exception why) implements Delivery {}

  /** It may be in the log or get there; nobody is trying any more. */
  record Unknown(Exception why) implements Delivery {}
}
