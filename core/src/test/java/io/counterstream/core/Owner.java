package io.counterstream.core;

import io.counterstream.contract.Outcome;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One assignment of a log to a task, which follows it from its committed offset with one open
 * transaction.
 *
 * <p>It is a zombie once another owner has taken the log over, until it is fenced.
 */
final class Owner {
  private final World world;
  private final SimulatedLog log;
  private final int number;
  private final boolean skips;
  private final KnownDecidedOffset decidedOffset;
  private final Map<String, Chain> chains = new TreeMap<>();
  private final Map<Long, Outcome> decided = new TreeMap<>();
  private final Map<Long, Actions.Decision> undecided = new TreeMap<>();
  private final OpenTransaction transaction;

  /** Indexes of the next command to submit, and to process. */
  private int submitted;

  private int processed;
  private long committed;
  private boolean follows;
  private boolean blocked;
  private boolean closed;

  Owner(World world, SimulatedLog log, int number) {
    this.world = world;
    this.log = log;
    this.number = number;
    this.skips = world.operator.skips();
    this.decidedOffset = new KnownDecidedOffset(world, log);
    this.committed = log.committed();
    this.transaction = new OpenTransaction(world, this, decidedOffset, committed);
    this.submitted = log.indexFrom(committed);
    this.processed = submitted;
  }

  SimulatedLog log() {
    return log;
  }

  boolean isClosed() {
    return closed;
  }

  boolean isZombie() {
    return log.owner() != this;
  }

  /** The offset below which journal entries may be dropped. */
  long prunable() {
    return switch (world.rules.shortcut()) {
      case PRUNES_WHAT_IS_ONLY_PROCESSED -> transaction.position();
      case PRUNES_WHAT_MAY_STILL_BE_ABORTED ->
        transaction.isEnding() ? transaction.position() : committed;
      default -> committed;
    };
  }

  /** The offset below which idle machines may drop journal entries. */
  long dispensable() {
    return world.takes(Shortcut.RELEASES_WHAT_IS_NOT_COMMITTED) ? Long.MAX_VALUE : prunable();
  }

  /** The offset after the last submitted record. */
  long lookedAheadTo() {
    return log.commands().get(submitted - 1).offset() + 1;
  }

  /** Whether an offset lies within the last batch of a chain. */
  boolean batchSpans(long offset) {
    return chains.values().stream().anyMatch(chain -> chain.batchSpans(offset));
  }

  /** Looks ahead: submits the next records, unless it waits for an outcome or a commit. */
  void submit(int records) {
    if (closed || blocked || transaction.isEnding() || !follow()) {
      return;
    }
    Set<Chain> advancing = new LinkedHashSet<>();
    for (int i = 0; i < records && submitted < log.commands().size(); i++) {
      LoggedCommand command = log.commands().get(submitted++);
      if (decidedOffset.covers(command.offset())) {
        continue;
      }
      if (log.delivered(command, world.now())) {
        world.met(Coverage.Event.COMMAND_REDELIVERED);
      }
      Chain chain = chains.computeIfAbsent(
          command.command().counter(), counter -> new Chain(world, this, counter));
      world.say("%s takes %d", chain, command.offset());
      chain.arrived(command);
      advancing.add(chain);
    }
    advancing.forEach(Chain::advance);
  }

  /** Reads the decided offset as soon as there is a record. */
  private boolean follow() {
    if (follows || submitted == log.commands().size()) {
      return follows;
    }
    follows = true;
    long known = decidedOffset.read().offset();
    if (!isZombie()) {
      log.decidedOffset().readByOwner(log.source());
    }
    if (decidedOffset.covers(log.commands().get(submitted).offset())) {
      if (log.committed() >= known) {
        world.met(Coverage.Event.ZOMBIE_READS_A_LATER_DECIDED_OFFSET);
        close("has lost the log, which is committed to " + log.committed());
      } else if (!skips) {
        stopBelow(decidedOffset.read());
      }
    }
    committed = Math.max(committed, known);
    return !closed;
  }

  /** Processes the next record if its outcome is there; otherwise waits for it. */
  void process() {
    if (processed == submitted) {
      submit(1);
    }
    if (closed || transaction.isEnding() || processed == submitted) {
      return;
    }
    LoggedCommand next = log.commands().get(processed);
    long offset = next.offset();
    if (decidedOffset.covers(offset)) {
      passOver(offset, Coverage.Event.COVERED_COMMAND_SKIPPED);
      return;
    }
    if (!isSettled(offset) && !blocked) {
      blocked = true;
      chains.get(next.command().counter()).awaited(offset);
    }
    if (closed || !isSettled(offset)) {
      return;
    }
    if (decided.containsKey(offset)) {
      done();
      transaction.add(next, decided.get(offset));
    } else {
      processUndecided(undecided.get(offset));
    }
  }

  private boolean isSettled(long offset) {
    return decided.containsKey(offset) || undecided.containsKey(offset);
  }

  private void done() {
    blocked = false;
    processed++;
  }

  private void passOver(long offset, Coverage.Event why) {
    world.met(why);
    world.say("%s skips %d", this, offset);
    done();
    transaction.passOver(offset);
  }

  private void processUndecided(Actions.Decision command) {
    if (command instanceof Actions.Stale stale) {
      processStale(stale);
      return;
    }
    boolean owned = !isZombie();
    close("stops at " + command);
    if (owned) {
      world.audit.foundRewritten(log, command);
      world.operator.stoppedAtRewritten(log);
    }
  }

  private void processStale(Actions.Stale command) {
    if (!isZombie()) {
      world.audit.foundStale(log, command);
    }
    if (skips) {
      passOver(command.offset(), Coverage.Event.STALE_COMMAND_SKIPPED);
      return;
    }
    boolean owned = !isZombie();
    close("stops at " + command);
    if (owned) {
      world.operator.stoppedAtStale(log);
    } else {
      world.met(Coverage.Event.ZOMBIE_STALE);
    }
  }

  private void stopBelow(DecidedOffset known) {
    boolean owned = !isZombie();
    close("stops below its decided offset, " + known.offset());
    if (owned) {
      world.operator.stoppedBelow(log, known);
    }
  }

  void decided(long offset, Outcome outcome) {
    boolean unusable = outcome.state().isEmpty();
    if (unusable && world.table.state(outcome.counterName().orElseThrow()).exists()) {
      world.met(Coverage.Event.REJECTED_AS_UNUSABLE_AFTER_THE_CURE);
    }
    world.say("%s: %d %s %s", this, offset, outcome.type(), outcome.state());
    decided.put(offset, outcome);
  }

  /** The engine continues after a stale command; the task finds it when it processes the record. */
  void undecided(Actions.Decision command) {
    world.say("%s: %s", this, command);
    undecided.put(command.offset(), command);
  }

  /** Advances the commit of the transaction, unless the task waits for an outcome. */
  void commit() {
    if (closed || blocked) {
      return;
    }
    int pause = world.choices.weighted(70, 15, 15);
    if (transaction.start() && pause != 1 && transaction.take() && pause != 2) {
      committed = Math.max(committed, transaction.position());
      transaction.responded();
      chains.values().forEach(Chain::committed);
    }
  }

  /** Commits, and the response is lost. */
  boolean commitUnheard() {
    return !closed && !blocked && transaction.start() && transaction.take();
  }

  /** The item of a counter can't be written: the partition is given up until it can. */
  void cannotWrite(String counter) {
    world.met(Coverage.Event.ITEM_UNWRITABLE);
    boolean owned = !isZombie();
    close("can't write " + counter);
    world.operator.stoppedAtUnwritable(counter);
    if (owned) {
      world.takeOver(log);
    }
  }

  /** The engine's cache is full: idle machines are forgotten. */
  void evict() {
    if (chains.values().removeIf(Chain::isEvictable)) {
      world.met(Coverage.Event.MACHINE_EVICTED);
      world.say("%s forgets idle machines", this);
    }
  }

  /** Sends nothing more and ignores responses; requests on their way may still be carried out. */
  void close(String why) {
    world.say("%s %s", this, why);
    closed = true;
    world.owners.remove(this);
  }

  @Override
  public String toString() {
    return log.source() + (isZombie() ? " zombie " : " owner ") + number;
  }
}
