package io.counterstream.core;

/** The decided offset as one owner reads and writes it. */
final class KnownDecidedOffset {
  private final World world;
  private final SimulatedLog log;
  private DecidedOffset decidedOffset = DecidedOffset.NONE;

  KnownDecidedOffset(World world, SimulatedLog log) {
    this.world = world;
    this.log = log;
  }

  /** Reads it, with the first record. */
  DecidedOffset read() {
    decidedOffset = stored();
    return decidedOffset;
  }

  private DecidedOffset stored() {
    StoredDecidedOffset there = log.decidedOffset();
    return switch (world.rules.shortcut()) {
      case IGNORES_THE_DECIDED_OFFSET -> DecidedOffset.NONE;
      case TAKES_THE_DECIDED_OFFSET_OF_A_DELETED_TOPIC -> there.ofAnyLog();
      case READS_THE_DECIDED_OFFSET_TOO_EARLY -> there.beforeLastCommit();
      default -> there.of(log.source());
    };
  }

  boolean covers(long offset) {
    return decidedOffset.covers(offset);
  }

  void commitStarted(long position) {
    if (world.takes(Shortcut.WRITES_THE_DECIDED_OFFSET_BEFORE_THE_TRANSACTION)) {
      write(position);
    }
  }

  /** Part of the transaction. */
  void commitTaken(long position) {
    if (!world.takes(Shortcut.WRITES_THE_DECIDED_OFFSET_AFTER_THE_TRANSACTION)) {
      write(position);
    }
  }

  void commitEnded(long position) {
    if (world.takes(Shortcut.WRITES_THE_DECIDED_OFFSET_AFTER_THE_TRANSACTION)) {
      write(position);
    }
  }

  private void write(long position) {
    decidedOffset = switch (world.rules.shortcut()) {
      case SETS_THE_DECIDED_OFFSET_BACK -> new DecidedOffset(position);
      case WRITES_A_DECIDED_OFFSET_ONE_TOO_HIGH -> decidedOffset.afterCommitOf(position + 1);
      default -> decidedOffset.afterCommitOf(position);
    };
    log.decidedOffset().write(log.source(), decidedOffset);
  }
}
