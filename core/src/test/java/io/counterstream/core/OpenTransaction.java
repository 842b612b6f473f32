package io.counterstream.core;

import io.counterstream.contract.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An owner's transaction: outcomes that nobody can read yet, and the offset that goes with them.
 *
 * <p>Its end takes time: it is started, taken by Kafka, and answered. Meanwhile the stream stands
 * still, but not the table; and the owner may end, or lose the log, at each of these places.
 */
final class OpenTransaction {
  private final World world;
  private final Owner owner;
  private final SimulatedLog log;
  private final Marking mark;
  private final Map<Long, Outcome> outcomes = new TreeMap<>();
  private final List<Long> passedOver = new ArrayList<>();
  private long groupOffset;
  private long position;
  private Phase phase = Phase.OPEN;

  /** How far it has come. */
  private enum Phase {
    OPEN,
    STARTED,
    TAKEN
  }

  OpenTransaction(World world, Owner owner, Marking mark, long begin) {
    this.world = world;
    this.owner = owner;
    this.log = owner.log();
    this.mark = mark;
    this.groupOffset = begin;
    this.position = begin;
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

  /** Whether its end has begun; there is none without records. */
  boolean start() {
    if (phase == Phase.OPEN && position > groupOffset) {
      phase = Phase.STARTED;
      mark.commitStarted(position);
    }
    return phase != Phase.OPEN;
  }

  /** Whether Kafka has committed it. */
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
    mark.commitTaken(position);
    return true;
  }

  private void meet() {
    world.met(Coverage.Event.COMMIT);
    if (world.network.carriesWriteOf(owner)) {
      world.met(Coverage.Event.COMMIT_WITH_PUTS_IN_FLIGHT);
    }
    if (owner.batchSpans(position)) {
      world.met(Coverage.Event.COMMIT_IN_THE_MIDDLE_OF_A_FOLD);
    }
    outcomes.forEach((offset, outcome) ->
        world.met(OutcomeEvent.of(log.commands().get(log.indexFrom(offset)).command(), outcome)));
  }

  /** The next one is open. */
  void answered() {
    mark.commitAnswered(position);
    groupOffset = position;
    outcomes.clear();
    passedOver.clear();
    phase = Phase.OPEN;
  }
}
