package io.counterstream.processor.engine;

import io.counterstream.core.Actions;
import io.counterstream.core.LogSource;
import io.counterstream.core.LoggedCommand;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The state of one partition. Owns the partition's lock and every field that the lock guards: the
 * offsets submitted and committed, the chains by counter, the sets of chains that wait for {@link
 * #takeSubmitted} or for a commit, and within each chain its {@link CounterQueue}.
 *
 * <p>Thread-safe: each method takes the lock and releases it before it returns. No request is sent
 * and no thread waits while holding it. The two volatile fields are written under the lock and may
 * be read without it.
 */
final class PartitionState {
  private final LogSource source;
  private final CachedChains chains;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<CounterChain> submitted = new LinkedHashSet<>();
  private final Set<CounterChain> waitingForCommit = new LinkedHashSet<>();
  private long committed;
  private long submittedUpTo = -1;

  /** The command whose commit would free space in a journal; the greatest offset if none would. */
  private volatile long commitWantedUpTo = Long.MAX_VALUE;

  private volatile boolean closed;

  /**
   * The result of an event.
   *
   * @param next the request to send
   * @param offset the offset of the counter's first command without an outcome
   */
  record Step(Actions.Next next, long offset) {}

  PartitionState(LogSource source, long committed, CounterCache cache) {
    this.source = source;
    this.committed = committed;
    this.chains = new CachedChains(cache);
  }

  LogSource source() {
    return source;
  }

  boolean isClosed() {
    return closed;
  }

  /**
   * Adds the log's next command to its counter's chain.
   *
   * @param newChain creates the chain of a counter that has none
   * @throws IllegalArgumentException if the command's offset is not above the previous one
   */
  PendingOutcome submit(LoggedCommand command, Function<String, CounterChain> newChain) {
    lock.lock();
    try {
      if (command.offset() <= submittedUpTo) {
        throw new IllegalArgumentException("log " + source + " must be submitted in order, but "
            + command.offset() + " came after " + submittedUpTo);
      }
      submittedUpTo = command.offset();
      CounterChain chain = chains.of(command.command().counter(), newChain, committed);
      submitted.add(chain);
      return chain.queue().add(command, chain);
    } finally {
      lock.unlock();
    }
  }

  /** The chains with commands submitted since the last call, in the order of the first of these. */
  List<CounterChain> takeSubmitted() {
    lock.lock();
    try {
      List<CounterChain> taken = List.copyOf(submitted);
      submitted.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Every command below {@code offset} is known to be committed.
   *
   * @return the chains that waited for a commit
   */
  List<CounterChain> committed(long offset) {
    lock.lock();
    try {
      committed = Math.max(committed, offset);
      List<CounterChain> taken = new ArrayList<>(waitingForCommit);
      waitingForCommit.clear();
      chains.committed(committed);
      if (commitWantedUpTo < offset) {
        commitWantedUpTo = Long.MAX_VALUE;
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Passes an event to a chain's queue. If it fails, so do the chain's pending outcomes. An event
   * that comes too late changes nothing: the cache has forgotten this partition.
   */
  Step step(CounterChain chain, CounterQueue.Event event) {
    CounterQueue queue = chain.queue();
    lock.lock();
    try {
      if (closed) {
        return new Step(Actions.Next.NOTHING, 0);
      }
      Actions.Next next = queue.apply(event, committed);
      chains.changed(chain);
      long offset = queue.firstPending();
      if (next instanceof Actions.Next.AwaitCommit) {
        waitingForCommit.add(chain);
        wantCommitUpTo(offset - 1);
      } else if (next instanceof Actions.Next.Put put) {
        put.commitUpTo().ifPresent(this::wantCommitUpTo);
      }
      return new Step(next, offset);
    } catch (RuntimeException broken) {
      queue.fail(broken);
      return new Step(Actions.Next.NOTHING, 0);
    } finally {
      lock.unlock();
    }
  }

  /** The stream thread waits for the command at {@code offset} and can't commit until then. */
  Step await(CounterChain chain, long offset) {
    return step(chain, (machine, committedUpTo) -> {
      chain.queue().await(offset);
      return machine.advance(committedUpTo);
    });
  }

  /** Fails a chain's pending outcomes. */
  void fail(CounterChain chain, RuntimeException cause) {
    lock.lock();
    try {
      chain.queue().fail(cause);
    } finally {
      lock.unlock();
    }
  }

  private void wantCommitUpTo(long offset) {
    commitWantedUpTo = Math.min(commitWantedUpTo, offset);
  }

  /** Whether a commit of the commands up to {@code processed} would free space in a journal. */
  boolean wantsCommit(long processed) {
    return commitWantedUpTo <= processed;
  }

  long committedUpTo() {
    lock.lock();
    try {
      return committed;
    } finally {
      lock.unlock();
    }
  }

  int countersCached() {
    lock.lock();
    try {
      return chains.size();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        chains.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
