package io.counterstream.core;

import io.counterstream.contract.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An owner's open transaction: outcomes that no consumer can read yet, and the offset to commit.
 *
 * <p>A commit takes three steps: the owner starts it, Kafka executes it, the owner receives the
 * response. The stream waits meanwhile, but the table doesn't, and the owner may end or lose the
 * log at each step.
 */
final class OpenTransaction {
  private final World world;
  private final Owner owner;
  private final SimulatedLog log;
  private final KnownDecidedOffset decidedOffset;
  private final Map<Long, Outcome> outcomes = new TreeMap<>();
  private final List<Long> passedOver = new ArrayList<>();
  private long groupOffset;
  private long position;
  private Phase phase = Phase.OPEN;

  /** The steps of a commit. */
  private enum Phase {
    OPEN,
    STARTED,
    TAKEN
  }

  OpenTransaction(World world, Owner owner, KnownDecidedOffset decidedOffset, long start) {
    this.world = world;
    this.owner = owner;
    this.log = owner.log();
    this.decidedOffset = decidedOffset;
    this.groupOffset = start;
    this.position = start;
  }

  /** The offset that it commits. */
  long position() {
    return position;
  }

  void add(LoggedCommand command, Outcome outcome) {
    outcomes.put(command.offset(), outcome);
    position = command.offset() + 1;
  }

  void passOver(long offset) {
    passedOver.add(offset);
    position = offset + 1;
  }

  boolean isEnding() {
    return phase != Phase.OPEN;
  }

  /** Starts the commit, if the transaction has records; returns whether one is started. */
  boolean start() {
    if (phase == Phase.OPEN && position > groupOffset) {
      phase = Phase.STARTED;
      decidedOffset.commitStarted(position);
    }
    return phase != Phase.OPEN;
  }

  /** Lets Kafka execute the commit, if it is started; returns whether it did. */
  boolean take() {
    if (phase != Phase.STARTED) {
      return phase == Phase.TAKEN;
    }
    if (owner.isZombie() && !world.takes(Shortcut.COMMITS_WITHOUT_FENCING)) {
      world.met(Coverage.Event.ZOMBIE_FENCED_AT_COMMIT);
      owner.close("is fenced");
      return false;
    }
    phase = Phase.TAKEN;
    world.say("%s commits to %d", owner, position);
    meet();
    world.audit.committed(log, outcomes, passedOver);
    boolean ahead = world.takes(Shortcut.COMMITS_WHAT_IT_LOOKED_AHEAD_AT);
    log.commit(ahead ? owner.lookedAheadTo() : position, outcomes);
    decidedOffset.commitTaken(position);
    return true;
  }

  private void meet() {
    world.met(Coverage.Event.COMMIT);
    if (world.network.carriesWriteOf(owner)) {
      world.met(Coverage.Event.COMMIT_WITH_PUTS_IN_FLIGHT);
    }
    if (owner.batchSpans(position)) {
      world.met(Coverage.Event.COMMIT_IN_THE_MIDDLE_OF_A_BATCH);
    }
    outcomes.forEach((offset, outcome) ->
        world.met(OutcomeEvent.of(log.commands().get(log.indexFrom(offset)).command(), outcome)));
  }

  /** The response arrived: the next transaction is open. */
  void responded() {
    decidedOffset.commitEnded(position);
    groupOffset = position;
    outcomes.clear();
    passedOver.clear();
    phase = Phase.OPEN;
  }
}
