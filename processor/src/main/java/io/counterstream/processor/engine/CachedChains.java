package io.counterstream.processor.engine;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The chains of one partition in memory, and their share of the instance's cache. Used under the
 * lock of a {@link PartitionState} only.
 *
 * <p>An idle counter whose commands are committed needs little memory. To free the rest, a commit
 * looks only at the counters that became idle since they were last looked at, not at all of them.
 */
final class CachedChains {
  /** The number of chains in use to pass over in a search for chains that are not. */
  private static final int FAILURES_MAX = 16;

  private static final float LOAD_FACTOR = 0.75f;

  private final CounterCache cache;

  /** In the order of their last use. */
  private final Map<String, CounterChain> chains = new LinkedHashMap<>(64, LOAD_FACTOR, true);

  /**
   * The chains that hold what a commit may free, in the order in which they became idle. Those that
   * a commit came too early for go to the end, so that they hold up no others.
   */
  private final Set<CounterChain> releasable = new LinkedHashSet<>();

  /** This partition's share of the cache. */
  private long bytes;

  CachedChains(CounterCache cache) {
    this.cache = cache;
  }

  /** The chain of a counter; creates it if there is none. */
  CounterChain of(String counter, Function<String, CounterChain> newChain, long committed) {
    CounterChain chain = chains.get(counter);
    if (chain == null) {
      evict(committed);
      chain = newChain.apply(counter);
      chains.put(counter, chain);
      account(chain.queue().accountedBytesMore());
    }
    return chain;
  }

  /** A chain's machine has handled an event. */
  void changed(CounterChain chain) {
    account(chain.queue().accountedBytesMore());
    if (chain.queue().isIdle()) {
      releasable.add(chain);
    }
  }

  /** Frees what is dispensable now that every command below an offset is committed. */
  void committed(long committed) {
    List<CounterChain> early = new ArrayList<>();
    Iterator<CounterChain> firstIdle = releasable.iterator();
    while (early.size() < FAILURES_MAX && firstIdle.hasNext()) {
      CounterChain chain = firstIdle.next();
      firstIdle.remove();
      if (chain.queue().isEvictable(committed)) {
        chain.queue().release(committed);
        account(chain.queue().accountedBytesMore());
      } else if (chain.queue().isIdle()) {
        early.add(chain);
      }
    }
    releasable.addAll(early);
    evict(committed);
  }

  private void evict(long committed) {
    Iterator<CounterChain> eldestFirst = chains.values().iterator();
    int failed = 0;
    while (cache.isFull() && failed < FAILURES_MAX && eldestFirst.hasNext()) {
      CounterChain chain = eldestFirst.next();
      if (chain.queue().isEvictable(committed)) {
        eldestFirst.remove();
        releasable.remove(chain);
        account(-chain.queue().accountedBytes());
      } else {
        failed++;
      }
    }
  }

  private void account(long more) {
    bytes += more;
    cache.add(more);
  }

  int size() {
    return chains.size();
  }

  /** The partition is closed: its chains no longer count. */
  void close() {
    cache.add(-bytes);
    bytes = 0;
  }
}
