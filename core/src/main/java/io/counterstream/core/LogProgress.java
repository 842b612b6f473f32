package io.counterstream.core;

import io.counterstream.core.journal.Journal;

/**
 * What an item remembers of one log that its counter's commands came from.
 *
 * @param source the log
 * @param offset the last command of that log decided for this counter
 * @param journal what the recent commands up to {@code offset} were decided against
 */
public record LogProgress(LogSource source, long offset, Journal journal) {}
