package io.counterstream.processor.stream;

import java.time.Duration;

/** Receives events of the stream, for metrics. Called on stream threads; must not block. */
public interface StreamListener {
  /** A listener that ignores every event. */
  StreamListener NONE = new StreamListener() {};

  /**
   * Records were removed from the command topic before they were decided.
   *
   * @param offsets the number of their offsets, those of transaction markers included
   */
  default void recordsLost(long offsets) {}

  /** The records before the first one of a takeover were read, to recognise repeats. */
  default void windowRead(Duration duration) {}

  /** A command repeats an earlier one, or uses its id again. */
  default void repeatRejected() {}

  /** A reply to a permitted topic was not sent, because the topic would not accept it. */
  default void replyDropped() {}
}
