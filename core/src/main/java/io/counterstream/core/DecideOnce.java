package io.counterstream.core;

import io.counterstream.core.journal.Journal;
import java.util.Optional;

/**
 * The decide-once protocol.
 *
 * <ul>
 *   <li>A command above the item's offset of its log is undecided.
 *   <li>A command at or below that offset was decided; the log's journal holds the state that it
 *       was decided against.
 *   <li>If the journal does not hold the command, its outcome was committed: we are stale.
 *   <li>If the journal's newest entry shows that its command had another record, or that a later
 *       leader wrote the delivered one at an offset before it, the log was rewritten.
 *   <li>A journal entry is kept until its command is known to be committed, because until then the
 *       command may be redelivered.
 * </ul>
 */
public final class DecideOnce implements Protocol {
  @Override
  public CommandStatus status(Optional<CounterItem> item, LogSource source, LoggedCommand command) {
    Optional<LogProgress> log = item.flatMap(there -> there.progressOf(source));
    if (log.isEmpty() || command.offset() > log.get().offset()) {
      return CommandStatus.UNDECIDED;
    }
    Journal journal = log.get().journal();
    if (journal.contradicts(command.offset(), command.fingerprint())) {
      return CommandStatus.REWRITTEN;
    }
    return journal
        .find(command.offset())
        .<CommandStatus>map(entry -> new CommandStatus.DecidedAgainst(entry.state()))
        .orElse(CommandStatus.STALE);
  }

  @Override
  public Journal retained(Journal journal, long committed) {
    return journal.from(committed);
  }
}
