package io.counterstream.cli.publish;

import io.counterstream.contract.IncrementCommand;

/** Takes commands in order and brings them into the command topic. Used by one thread. */
interface CommandSink extends AutoCloseable {
  /**
   * Sends one command; waits only when the buffer is full.
   *
   * @param line where it comes from
   * @throws PublishException if an earlier command could not be stored
   */
  void send(IncrementCommand command, long line);

  /**
   * Everything up to this position was handed over. May make it lasting, or leave that for later.
   *
   * @throws PublishException if something before it could not be stored
   */
  void reached(Position position);

  /**
   * Makes everything up to this position lasting, and waits for it.
   *
   * @throws PublishException if something before it could not be stored
   */
  void settle(Position position);

  /** How many commands are stored for sure; may be asked from any thread. */
  long stored();

  /** Gives up what is not stored yet. */
  @Override
  void close();
}
