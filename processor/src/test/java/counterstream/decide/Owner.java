package counterstream.decide;

import counterstream.contract.Expectation;
import counterstream.contract.IncrementCommand;
import counterstream.contract.Outcome;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One life of a task: follows a log from its committed offset, with one open transaction.
 *
 * <p>It is a zombie once another life took the log over: it goes on until it learns of that.
 */
final class Owner {
  private final World world;
  private final SimulatedLog log;
  private final int number;
  private final Map<String, Chain> chains = new TreeMap<>();
  private final Map<Long, Outcome> decided = new TreeMap<>();
  private final Map<Long, Actions.Stale> stale = new TreeMap<>();
  private final Map<Long, Outcome> transaction = new TreeMap<>();

  /** Indexes of the next command to submit, and to process. */
  private int submitted;

  private int processed;
  private long position;
  private long committed;
  private boolean blocked;
  private boolean closed;

  Owner(World world, SimulatedLog log, int number) {
    this.world = world;
    this.log = log;
    this.number = number;
    this.committed = log.committed();
    this.position = committed;
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

  /** The offset below which journal entries may go. */
  long prunable() {
    boolean early = world.rules.shortcut() == Rules.Shortcut.PRUNES_WHAT_IS_ONLY_PROCESSED;
    return early ? position : committed;
  }

  boolean wantsCommit() {
    return chains.values().stream().anyMatch(Chain::wantsCommit);
  }

  /** Looks ahead: starts the work of the next records. Not while it waits for an outcome. */
  void submit(int records) {
    if (blocked) {
      return;
    }
    Set<Chain> touched = new LinkedHashSet<>();
    for (int i = 0; i < records && submitted < log.commands().size(); i++) {
      LoggedCommand command = log.commands().get(submitted++);
      if (log.delivered(command, world.now())) {
        world.met(Coverage.Event.COMMAND_REDELIVERED);
      }
      Chain chain = chains.computeIfAbsent(
          command.command().counter(), counter -> new Chain(world, this, counter));
      world.say("%s takes %d", chain, command.offset());
      chain.arrived(command);
      touched.add(chain);
    }
    touched.forEach(Chain::advance);
  }

  /** Processes the next record, if its outcome is there; else waits for it. */
  void process() {
    if (processed == submitted) {
      submit(1);
    }
    if (closed || processed == submitted) {
      return;
    }
    LoggedCommand next = log.commands().get(processed);
    if (!decided.containsKey(next.offset()) && !stale.containsKey(next.offset()) && !blocked) {
      blocked = true;
      chains.get(next.command().counter()).awaited(next.offset());
    }
    if (stale.containsKey(next.offset())) {
      stop(stale.get(next.offset()));
      return;
    }
    Outcome outcome = decided.get(next.offset());
    if (outcome != null && !closed) {
      blocked = false;
      processed++;
      position = next.offset() + 1;
      transaction.put(next.offset(), outcome);
    }
  }

  void decided(long offset, Outcome outcome) {
    world.say("%s: %d %s %s", this, offset, outcome.type(), outcome.state().orElseThrow());
    decided.put(offset, outcome);
  }

  /** Ends the transaction. Waiting for an outcome, it can't. */
  boolean commit() {
    if (blocked || closed || position == committed) {
      return false;
    }
    if (isZombie()) {
      world.met(Coverage.Event.ZOMBIE_FENCED_AT_COMMIT);
      close("is fenced");
      return false;
    }
    world.met(Coverage.Event.COMMIT);
    if (world.network.carriesPutOf(this)) {
      world.met(Coverage.Event.COMMIT_WITH_PUTS_IN_FLIGHT);
    }
    if (chains.values().stream().anyMatch(chain -> chain.foldSpans(position))) {
      world.met(Coverage.Event.COMMIT_IN_THE_MIDDLE_OF_A_FOLD);
    }
    world.say("%s commits to %d", this, position);
    transaction.forEach((offset, outcome) -> {
      world.audit.committed(log, offset, outcome);
      met(log.commands().get(log.indexFrom(offset)).command(), outcome);
    });
    log.commit(position, transaction);
    return true;
  }

  /** The commit was answered. */
  void learnsOfCommit() {
    committed = position;
    transaction.clear();
    chains.values().forEach(Chain::committed);
  }

  /** The engine's cache is full: idle machines are forgotten. */
  void evict() {
    if (chains.values().removeIf(Chain::isForgettable)) {
      world.met(Coverage.Event.MACHINE_EVICTED);
      world.say("%s forgets idle machines", this);
    }
  }

  /** The engine goes on behind a stale command; the task stops when it comes to it. */
  void stale(Actions.Stale command) {
    world.say("%s: %s", this, command);
    stale.put(command.offset(), command);
  }

  private void stop(Actions.Stale command) {
    if (isZombie()) {
      world.met(Coverage.Event.ZOMBIE_STALE);
      close("stops at " + command);
    } else {
      world.audit.violated(Audit.Invariant.OWNER_IS_NEVER_STALE, this + ": " + command);
      close("stops at " + command);
      world.takeOver(log);
    }
  }

  /** Sends nothing more and ignores what is answered; what is on its way may still be done. */
  void close(String why) {
    world.say("%s %s", this, why);
    closed = true;
    world.owners.remove(this);
  }

  private void met(IncrementCommand command, Outcome outcome) {
    world.met(
        outcome instanceof Outcome.Applied applied
            ? applied(command, applied)
            : outcome instanceof Outcome.Conflict conflict
                ? conflict(command, conflict)
                : Coverage.Event.OUTCOME_OVERFLOW);
  }

  private static Coverage.Event applied(IncrementCommand command, Outcome.Applied applied) {
    return command.expected() instanceof Expectation.Absent
        ? Coverage.Event.OUTCOME_CREATED_BY_ABSENT
        : applied.delta() == 0
            ? Coverage.Event.OUTCOME_CHECK_PASSED
            : Coverage.Event.OUTCOME_APPLIED;
  }

  private static Coverage.Event conflict(IncrementCommand command, Outcome.Conflict conflict) {
    return command.expected() instanceof Expectation.Absent
        ? Coverage.Event.OUTCOME_CONFLICT_ON_ABSENT
        : command.expected().holdsFor(conflict.state().orElseThrow())
            ? Coverage.Event.OUTCOME_CONFLICT_ON_VERSION
            : Coverage.Event.OUTCOME_CONFLICT_ON_VALUE;
  }

  @Override
  public String toString() {
    return log.source() + (isZombie() ? " zombie " : " owner ") + number;
  }
}
