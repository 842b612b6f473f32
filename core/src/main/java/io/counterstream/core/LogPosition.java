package io.counterstream.core;

/**
 * A position in a log.
 *
 * @param source the log
 * @param offset 0 or more; offsets rise along a log and may have gaps
 */
public record LogPosition(LogSource source, long offset) {}
