package io.counterstream.core;

/** How one owner reads and writes its log's mark. */
final class Marking {
  private final World world;
  private final SimulatedLog log;
  private DecidedOffset mark = DecidedOffset.NONE;

  Marking(World world, SimulatedLog log) {
    this.world = world;
    this.log = log;
  }

  /** Learns it, as the first record is there. */
  DecidedOffset read() {
    mark = stored();
    return mark;
  }

  private DecidedOffset stored() {
    StoredDecidedOffset there = log.mark();
    return switch (world.rules.shortcut()) {
      case IGNORES_THE_MARK -> DecidedOffset.NONE;
      case TAKES_THE_MARK_OF_A_DELETED_TOPIC -> there.ofAnyLog();
      case READS_THE_MARK_TOO_EARLY -> there.beforeLastCommit();
      default -> there.of(log.source());
    };
  }

  boolean covers(long offset) {
    return mark.covers(offset);
  }

  void commitStarted(long position) {
    if (world.takes(Shortcut.MARKS_BEFORE_THE_TRANSACTION)) {
      write(position);
    }
  }

  /** Part of the transaction. */
  void commitTaken(long position) {
    if (!world.takes(Shortcut.MARKS_AFTER_THE_TRANSACTION)) {
      write(position);
    }
  }

  void commitAnswered(long position) {
    if (world.takes(Shortcut.MARKS_AFTER_THE_TRANSACTION)) {
      write(position);
    }
  }

  private void write(long position) {
    mark = switch (world.rules.shortcut()) {
      case SETS_THE_MARK_BACK -> new DecidedOffset(position);
      case MARKS_ONE_TOO_MANY -> mark.afterCommitOf(position + 1);
      default -> mark.afterCommitOf(position);
    };
    log.mark().write(log.source(), mark);
  }
}
