package io.counterstream.processor.stream;

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

  /** A reply to a permitted topic was not sent, because the topic would not accept it. */
  default void replyDropped() {}
}
