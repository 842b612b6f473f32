package io.counterstream.core;

/**
 * A place in a log.
 *
 * @param source the log
 * @param offset 0 or more; offsets in a log rise but have gaps
 */
public record LogPosition(LogSource source, long offset) {}
