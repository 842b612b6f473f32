package io.counterstream.core;

import java.util.List;

/**
 * The person who runs the processors: resets the group's offsets, loses decided offsets, and
 * restarts processors that stopped.
 */
final class Operator {
  private final World world;
  private boolean skips;

  Operator(World world) {
    this.world = world;
    this.skips = world.choices.chance(50);
  }

  /** Whether a processor that starts now skips commands that are already decided; else it stops. */
  boolean skips() {
    return skips;
  }

  /** Whether the operator deletes items only as some advice says. */
  private boolean followsAdvice() {
    return world.takes(Shortcut.DELETES_ITEMS_AT_LAG_ZERO)
        || world.takes(Shortcut.DELETES_ITEMS_WHEN_ALL_HAS_ENDED);
  }

  /** Who follows advice does nothing else that makes the table or the group forget. */
  boolean avoids(Simulation.Fault fault) {
    return followsAdvice()
        && switch (fault) {
          case REPLACEMENT, RESET, DECIDED_OFFSET_LOSS -> true;
          default -> false;
        };
  }

  /** Deletes an item, at any time or as advised. */
  void delete(String counter) {
    if (!followsAdvice()) {
      world.audit.erased(counter);
      world.table.delete(counter);
      return;
    }
    if (!world.logs.stream().allMatch(SimulatedLog::isDone)) {
      return;
    }
    if (world.takes(Shortcut.DELETES_ITEMS_WHEN_ALL_HAS_ENDED)) {
      List.copyOf(world.owners).forEach(owner -> owner.close("ends before a deletion"));
      world.network.drain();
    }
    world.table.delete(counter);
    if (world.owners.isEmpty()) {
      world.liveLogs().forEach(world::takeOver);
    }
  }

  /**
   * Sets the group's offset to the past or the future. Kafka refuses that while the group has
   * members: the owner has ended, or has lost its membership and is a zombie.
   */
  void reset(SimulatedLog log) {
    long before = log.committed();
    long offset = where(log);
    if (offset == before) {
      return;
    }
    world.met(
        offset < before
            ? Coverage.Event.OFFSETS_RESET_TO_THE_PAST
            : Coverage.Event.OFFSETS_RESET_TO_THE_FUTURE);
    if (world.bearsAnotherZombie() && world.choices.chance(50)) {
      world.met(Coverage.Event.OFFSETS_RESET_WITH_A_LIVE_ZOMBIE);
    } else {
      log.owner().close("ends before a reset");
    }
    skips = world.choices.chance(50);
    log.reset(offset);
    world.say("operator: %s is reset from %d to %d", log.source(), before, offset);
    world.takeOver(log);
  }

  private long where(SimulatedLog log) {
    if (world.choices.chance(50)) {
      return 0;
    }
    int index = world.choices.below(log.commands().size() + 1);
    return index == log.commands().size()
        ? log.end()
        : log.commands().get(index).offset();
  }

  void loseDecidedOffset(SimulatedLog log) {
    if (!log.decidedOffset().isEmpty()) {
      world.met(Coverage.Event.DECIDED_OFFSET_LOST);
      world.say("%s loses its decided offset", log.source());
      log.decidedOffset().lose(log.source());
    }
  }

  /** A processor stopped because the group points below its decided offset. */
  void stoppedBelow(SimulatedLog log, DecidedOffset decidedOffset) {
    world.met(Coverage.Event.STOPPED_BELOW_THE_DECIDED_OFFSET);
    if (world.choices.chance(50)) {
      skips = true;
    } else {
      world.met(Coverage.Event.OFFSETS_SET_TO_THE_DECIDED_OFFSET);
      world.say(
          "operator: %s is set to its decided offset, %d", log.source(), decidedOffset.offset());
      log.setBack(decidedOffset.offset());
    }
    world.takeOver(log);
  }

  /** A processor can't write an item. It is made smaller, or later. */
  void stoppedAtUnwritable(String counter) {
    if (world.choices.chance(50)) {
      world.say("operator: %s is made smaller", counter);
      world.table.empty(counter);
    }
  }

  /** A processor stopped at a stale command without a decided offset. */
  void stoppedAtStale(SimulatedLog log) {
    world.met(Coverage.Event.STOPPED_AT_A_STALE_COMMAND);
    skips = true;
    world.takeOver(log);
  }

  /** A processor stopped because its log lost records: the topic is created again. */
  void stoppedAtRewritten(SimulatedLog log) {
    world.met(Coverage.Event.STOPPED_AT_A_REWRITTEN_LOG);
    recreate(log);
  }

  /** Kafka deletes the group's offset with the topic, and the decided offset unless it is late. */
  void recreate(SimulatedLog log) {
    world.met(Coverage.Event.TOPIC_RECREATED);
    log.delete();
    LogSource source = new LogSource("T" + world.logs.size(), log.source().partition());
    world.say("%s is deleted and recreated as %s", log.source(), source);
    boolean left = !log.decidedOffset().isEmpty() && world.choices.chance(50);
    if (left) {
      world.met(Coverage.Event.TOPIC_RECREATED_AND_ITS_DECIDED_OFFSET_LEFT);
      log.decidedOffset().succeeded();
    }
    world.open(new SimulatedLog(source, left ? log.decidedOffset() : new StoredDecidedOffset()));
  }
}
