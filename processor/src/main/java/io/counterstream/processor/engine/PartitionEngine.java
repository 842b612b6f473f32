package io.counterstream.processor.engine;

import io.counterstream.core.LogSource;
import io.counterstream.core.LoggedCommand;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The commands of one partition on their way to the table: one after the other for each counter,
 * side by side across counters.
 *
 * <p>The owner submits the log whole and in order. Thread-safe; one lock guards all chains, and no
 * request is sent and no thread waits while holding it.
 */
public final class PartitionEngine implements AutoCloseable {
  /** How many of the longest unused counters to look at when there are too many. */
  private static final int EVICTIONS_TRIED = 16;

  private static final float LOAD_FACTOR = 0.75f;

  private final Engine engine;
  private final LogSource source;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, CounterChain> chains = new LinkedHashMap<>(64, LOAD_FACTOR, true);
  private final Set<CounterChain> submitted = new LinkedHashSet<>();
  private final Set<CounterChain> full = new LinkedHashSet<>();

  /** The command behind which a commit would make room in a journal. */
  private volatile long crowdedUpTo = Long.MAX_VALUE;

  private long committed;
  private long submittedUpTo = -1;
  private volatile boolean closed;

  PartitionEngine(Engine engine, LogSource source, long committed) {
    this.engine = engine;
    this.source = source;
    this.committed = committed;
  }

  /**
   * Takes the log's next command; {@link #start} has to follow the last one of a batch.
   *
   * @throws IllegalArgumentException if its offset is not above the one before
   */
  public PendingOutcome submit(LoggedCommand command) {
    lock.lock();
    try {
      if (command.offset() <= submittedUpTo) {
        throw new IllegalArgumentException("log " + source + " must be submitted in order, but "
            + command.offset() + " came after " + submittedUpTo);
      }
      submittedUpTo = command.offset();
      CounterChain chain = chain(command.command().counter());
      submitted.add(chain);
      return chain.arrived(command);
    } finally {
      lock.unlock();
    }
  }

  /** Starts the work of the commands submitted since the last call. */
  public void start() {
    List<CounterChain> ready;
    lock.lock();
    try {
      ready = List.copyOf(submitted);
      submitted.clear();
    } finally {
      lock.unlock();
    }
    ready.forEach(CounterChain::advance);
  }

  /** Every command below {@code offset} is known to be committed; full journals can go on. */
  public void committed(long offset) {
    List<CounterChain> ready = new ArrayList<>();
    lock.lock();
    try {
      committed = Math.max(committed, offset);
      ready.addAll(full);
      full.clear();
      if (crowdedUpTo < offset) {
        crowdedUpTo = Long.MAX_VALUE;
      }
    } finally {
      lock.unlock();
    }
    ready.forEach(CounterChain::advance);
  }

  /**
   * Whether a counter waits for a commit, or will soon, and one of the commands so far would do.
   * An earlier one would free little of its journal.
   *
   * @param processed the offset up to which commands could be committed
   */
  public boolean wantsCommit(long processed) {
    return crowdedUpTo <= processed;
  }

  /** The offset below which every command is known to be committed. */
  public long committedUpTo() {
    lock.lock();
    try {
      return committed;
    } finally {
      lock.unlock();
    }
  }

  /** How many counters are remembered. */
  public int countersCached() {
    lock.lock();
    try {
      return chains.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sends nothing more and ignores what the table still answers. Requests under way may be done
   * after this; the next owner finds them in the journals.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        engine.countersCached(-chains.size());
      }
    } finally {
      lock.unlock();
    }
  }

  private CounterChain chain(String counter) {
    CounterChain chain = chains.get(counter);
    if (chain == null) {
      if (engine.isCacheFull()) {
        evict();
      }
      engine.countersCached(1);
      chain = new CounterChain(this, counter);
      chains.put(counter, chain);
    }
    return chain;
  }

  private void evict() {
    Iterator<CounterChain> eldestFirst = chains.values().iterator();
    for (int i = 0; i < EVICTIONS_TRIED && eldestFirst.hasNext(); i++) {
      if (eldestFirst.next().isForgettable()) {
        eldestFirst.remove();
        engine.countersCached(-1);
      }
    }
  }

  Engine engine() {
    return engine;
  }

  LogSource source() {
    return source;
  }

  ReentrantLock lock() {
    return lock;
  }

  /** Read under the lock. */
  long committed() {
    return committed;
  }

  /** Under the lock: the chain waits for the next commit. */
  void waitsForCommit(CounterChain chain) {
    full.add(chain);
  }

  /** A journal is more than half full; it holds the command at {@code offset}. */
  void wantsCommitBehind(long offset) {
    lock.lock();
    try {
      crowdedUpTo = Math.min(crowdedUpTo, offset);
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    return closed || engine.isClosed();
  }
}
