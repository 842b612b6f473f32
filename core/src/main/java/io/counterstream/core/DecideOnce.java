package io.counterstream.core;

import io.counterstream.core.journal.Journal;
import java.util.Optional;

/**
 * The decide-once protocol.
 *
 * <ul>
 *   <li>A command above the offset that the item remembers of its log is open.
 *   <li>A command at or below that offset was decided: the log's journal says against what.
 *   <li>If the journal doesn't have it, its outcome was committed, by an owner that is not us.
 *   <li>An entry is kept until its command is known to be committed: until then it may come again.
 * </ul>
 */
public final class DecideOnce implements Protocol {
  @Override
  public CommandStatus status(Optional<CounterItem> item, LogPosition command) {
    Optional<LogProgress> log = item.flatMap(there -> there.of(command.source()));
    if (log.isEmpty() || command.offset() > log.get().offset()) {
      return CommandStatus.UNDECIDED;
    }
    return log.get()
        .journal()
        .find(command.offset())
        .<CommandStatus>map(CommandStatus.DecidedAgainst::new)
        .orElse(CommandStatus.STALE);
  }

  @Override
  public Journal retained(Journal journal, long committed) {
    return journal.from(committed);
  }
}
