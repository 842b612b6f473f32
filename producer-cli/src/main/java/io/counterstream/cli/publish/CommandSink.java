package io.counterstream.cli.publish;

import io.counterstream.contract.CounterCommand;

/** Sends commands in order to the command topic. Used by one thread. */
interface CommandSink extends AutoCloseable {
  /**
   * Sends a command; waits only while the buffer is full.
   *
   * @param line its line in the input
   * @throws PublishException if an earlier command could not be stored
   */
  void send(CounterCommand command, long line);

  /**
   * Reports that everything up to this position was sent. May store the position, or later.
   *
   * @throws PublishException if something before it could not be stored
   */
  void reached(InputPosition position);

  /**
   * Stores everything up to this position, and the position, and waits until it is stored.
   *
   * @throws PublishException if something before it could not be stored
   */
  void settle(InputPosition position);

  /** Returns how many commands are stored. Called on any thread. */
  long stored();

  /** Discards what is not stored yet. */
  @Override
  void close();
}
