package io.counterstream.processor.engine;

import io.counterstream.core.LoggedCommand;
import java.util.function.Function;

/**
 * Decides the commands of one partition: in log order within each counter, concurrently across
 * counters.
 *
 * <p>The owner submits every command of the log, in log order. Thread-safe; {@link PartitionState}
 * holds the lock.
 */
public final class PartitionEngine implements AutoCloseable {
  private final PartitionState state;
  private final Function<String, CounterChain> newChain;

  PartitionEngine(PartitionState state, Function<String, CounterChain> newChain) {
    this.state = state;
    this.newChain = newChain;
  }

  /**
   * Adds the log's next command; {@link #start} must follow the last one of a poll.
   *
   * @throws IllegalArgumentException if its offset is not above the previous one
   */
  public PendingOutcome submit(LoggedCommand command) {
    return state.submit(command, newChain);
  }

  /** Starts the work on the commands submitted since the last call. */
  public void start() {
    state.takeSubmitted().forEach(CounterChain::advance);
  }

  /** Every command below {@code offset} is known to be committed; counters that wait continue. */
  public void committed(long offset) {
    state.committed(offset).forEach(CounterChain::advance);
  }

  /**
   * Whether a counter waits for a commit or soon will, and a commit of the commands so far would
   * free enough of its journal. An earlier commit would free little.
   *
   * @param processed the offset up to which commands can be committed
   */
  public boolean wantsCommit(long processed) {
    return state.wantsCommit(processed);
  }

  /** The offset below which every command is known to be committed. */
  public long committedUpTo() {
    return state.committedUpTo();
  }

  /** The number of counters in memory. */
  public int countersCached() {
    return state.countersCached();
  }

  /**
   * Sends no more requests and ignores the responses to those in flight. These may still be
   * executed; the next owner finds their commands in the journals.
   */
  @Override
  public void close() {
    state.close();
  }
}
