package io.counterstream.core;

/**
 * Who runs the processors: resets the group's offsets, loses marks, and starts again what stopped.
 */
final class Operator {
  private final World world;
  private boolean skips;

  Operator(World world) {
    this.world = world;
    this.skips = world.choices.chance(50);
  }

  /** Whether a processor that starts now passes over what is already decided; else it stops. */
  boolean skips() {
    return skips;
  }

  /**
   * Sets the group's offset to the past or the future. Kafka lets nobody do that while the group
   * has members: the owner has ended, or is thought to have and lives on as a zombie.
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
    world.say("by hand: %s is reset from %d to %d", log.source(), before, offset);
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

  void loseMark(SimulatedLog log) {
    if (!log.mark().isEmpty()) {
      world.met(Coverage.Event.MARK_LOST);
      world.say("%s loses its mark", log.source());
      log.mark().lose(log.source());
    }
  }

  /** A processor stopped because the group points below its mark. */
  void stoppedBelow(SimulatedLog log, DecidedOffset mark) {
    world.met(Coverage.Event.STOPPED_BELOW_THE_MARK);
    if (world.choices.chance(50)) {
      skips = true;
    } else {
      world.met(Coverage.Event.OFFSETS_SET_TO_THE_MARK);
      world.say("by hand: %s is set to its mark, %d", log.source(), mark.offset());
      log.setBack(mark.offset());
    }
    world.takeOver(log);
  }

  /** A processor stopped at a command that was decided long ago, and there is no mark. */
  void stoppedAtStale(SimulatedLog log) {
    world.met(Coverage.Event.STOPPED_AT_A_STALE_COMMAND);
    skips = true;
    world.takeOver(log);
  }
}
