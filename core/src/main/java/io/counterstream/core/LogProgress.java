package io.counterstream.core;

import io.counterstream.core.journal.Journal;

/**
 * The progress of one log in a counter's item.
 *
 * @param source the log
 * @param offset the offset of the log's last command that was decided for this counter
 * @param journal the states that the recent commands up to {@code offset} were decided against
 */
public record LogProgress(LogSource source, long offset, Journal journal) {}
